"""How many days a month and a year have, wherever days are told in them."""

from typing import Final

DAYS_PER_MONTH: Final = 30.4375
DAYS_PER_YEAR: Final = 365.25
"""The constants hard-coded in EZR (domain §4): 6 months = 182.625 days."""
