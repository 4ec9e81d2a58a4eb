"""Where the local stack lives and how it is reached; all of it follows from PORT, LOCAL_DIR and IAM."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
EMULATOR = PROJECT / ".local" / f"emulator-3.{sys.version_info.minor}"
SAM_ENVIRONMENT = PROJECT / ".local" / "sam"


@dataclass(frozen=True, slots=True)
class Config:
    """One local stack. `account` is at once the access key: the emulator takes a 12-digit key for an account."""

    port: int
    directory: Path
    enforce_iam: bool = False
    schedules: str = "DISABLED"
    stack: str = "chengxin"
    account: str = "111122223333"
    region: str = "us-east-1"

    @classmethod
    def from_environment(cls) -> "Config":
        """The stack that the make command means."""
        return cls(
            port=int(os.environ.get("PORT", "4566")),
            directory=(PROJECT / os.environ.get("LOCAL_DIR", ".local")).resolve(),
            enforce_iam=os.environ.get("IAM") == "enforce",
            schedules=os.environ.get("SCHEDULES", "DISABLED"),
        )

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def outputs_file(self) -> Path:
        return self.directory / "outputs.json"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a tool that is to talk to this stack and to nothing else."""
        return {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": self.account,
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_DEFAULT_REGION": self.region,
            "AWS_REGION": self.region,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "SAM_CLI_TELEMETRY": "0",
        }
