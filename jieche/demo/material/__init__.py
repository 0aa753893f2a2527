"""What a shop is made of before its first day: names, cars, work, parts and words people say.

All of it is ours: plausible for a shop in China, copied from nowhere. Makes and series are the
names of cars that are sold there; people, companies, numbers, prices and hours are invented, and
the telephone numbers lie in a range that nobody is given (199 0000 xxxx).

Plain data and plain functions. Whatever is drawn is drawn from a ``random.Random`` handed in, so
that the same seed makes the same shop.
"""
