"""The monthly scoreboard: counts, rates, the evidence behind each number, the notice and the score sheets."""
