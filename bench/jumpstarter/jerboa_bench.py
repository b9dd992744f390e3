"""The two drivers that the virtual board needs in Jumpstarter: its power switch, and a flasher with a local bundle."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from jumpstarter.driver import Driver, export
from jumpstarter_driver_flashers.driver import BaseFlasher
from jumpstarter_driver_power.driver import PowerInterface


@dataclass(kw_only=True)
class QemuPower(PowerInterface, Driver):
    """The emulator runs as long as the power is on."""

    binary: str
    args: list[str]
    process: subprocess.Popen | None = field(init=False, default=None)

    @export
    def on(self):
        if self.process is None:
            self.process = subprocess.Popen([self.binary, *self.args], stdin=subprocess.DEVNULL)

    @export
    def off(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    @export
    def read(self):
        raise NotImplementedError

    def close(self):
        self.off()
        super().close()


@dataclass(kw_only=True)
class LocalFlasher(BaseFlasher):
    """Its bundle is a folder: nothing is downloaded."""

    def _download_to_cache(self):
        return Path(self.flasher_bundle)
