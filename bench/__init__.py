"""How fast the product is: a whole car over HTTP, each page, the search box; both databases."""
