"""Small value types at the edges: plate, VIN, phone, money, pinyin. Plain Python, no Django."""
