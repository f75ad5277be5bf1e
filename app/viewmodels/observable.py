"""The one way in which view models tell that they changed."""

from collections.abc import Callable


class Observable:
    """Calls every subscriber, in order of subscription, when `notify` is called."""

    def __init__(self) -> None:
        self._subscribers: list[Callable[[], None]] = []

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` on every change from now on; return the function that ends it."""
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return unsubscribe

    def notify(self) -> None:
        """Tell every subscriber that something changed."""
        for callback in tuple(self._subscribers):
            callback()
