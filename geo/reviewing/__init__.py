"""The widgets of the Review page: what `geo.review` asks, and how an analyst answers it."""
