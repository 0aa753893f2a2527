"""Statistics and reports: figures summed from orders and money, and the reports made of them."""
