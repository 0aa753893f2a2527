"""The benchmark follows the product."""
