"""Programs that make tables which ship with the product. They are not part of it, and may need more than it does."""
