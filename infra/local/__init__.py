"""The local stack: the real template on an emulator, driven as a department, a citizen and ops would."""
