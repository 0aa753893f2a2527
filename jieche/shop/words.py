"""The words of the workshop's means: kinds of work bays, trades of technicians."""

from jieche.rulebook.words import Word


class BayKind(Word):
    """What a work bay is for. A bay without a kind takes any work."""

    LIFT = "lift", "举升", "lift"
    ALIGNMENT = "alignment", "四轮定位", "alignment"
    BODY = "body", "钣金", "body work"
    PAINT = "paint", "烤漆", "paint booth"
    WASH = "wash", "洗车", "wash"


class Trade(Word):
    """What a technician can do. One without a noted trade counts as able to do all."""

    MECHANIC = "mechanic", "机修", "mechanics"
    ELECTRICS = "electrics", "电气", "electrics"
    HIGH_VOLTAGE = "high_voltage", "高压电", "high voltage"
    BODY = "body", "钣金", "body work"
    PAINT = "paint", "喷漆", "paint"
    CARE = "care", "清洁养护", "cleaning and care"
