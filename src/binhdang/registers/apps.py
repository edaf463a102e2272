"""The app, which lets every register count the indicators that the dictionary gives it."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Offers the counters once all tables are known."""

    name = "binhdang.registers"

    def ready(self) -> None:
        """Offer each register's counter, and the words for what is done to its entries."""
        from binhdang.audit import wording
        from binhdang.indicators.counting import offer
        from binhdang.registers.catalogue import REGISTERS
        from binhdang.registers.counter import RegisterCounter

        for register in REGISTERS:
            offer(register.code, RegisterCounter(register))
            kind = register.one[:1].upper() + register.one[1:]
            wording.offer(register.verbs, {register.model.__name__: kind})
