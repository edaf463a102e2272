"""The app, which lets every register count the indicators that the dictionary gives it."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Offers the counters once all tables are known."""

    name = "binhdang.registers"

    def ready(self) -> None:
        """Offer each register's counter."""
        from binhdang.indicators.counting import offer
        from binhdang.registers.catalogue import REGISTERS
        from binhdang.registers.counter import RegisterCounter

        for register in REGISTERS:
            offer(register.code, RegisterCounter(register))
