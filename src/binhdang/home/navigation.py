"""The navigation bar: which rooms a person may enter."""

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:
    """`navigation`: the entries of the bar for whoever is signed in."""
    return {"navigation": []}
