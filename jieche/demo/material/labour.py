"""Labour items with quota hours: what the shop sells by the hour.

The hours are invented, near what a family car takes; a shop replaces them by the quota it posted.
"""

from jieche.demo.material.shapes import Category, LabourItem, System

SERVICE, LEVEL_1, LEVEL_2, MINOR = (
    Category.SERVICE,
    Category.LEVEL_1,
    Category.LEVEL_2,
    Category.MINOR,
)
ASSEMBLY, SPECIAL, ACCIDENT = Category.ASSEMBLY, Category.SPECIAL, Category.ACCIDENT
CARE, CHECK = Category.CARE, Category.CHECK

# 160 yuan an hour.
HOURLY_FEN = 16_000

# Code, Chinese, English, quota hours in tenths, category.
_Row = tuple[str, str, str, int, Category]

_ROWS: dict[System, tuple[_Row, ...]] = {
    System.ENGINE: (
        ("oil-change", "更换机油机滤", "Change engine oil and filter", 5, SERVICE),
        ("valve-cover-gasket", "更换气门室盖垫", "Replace valve cover gasket", 15, MINOR),
        ("oil-pan-gasket", "更换油底壳密封", "Reseal oil pan", 20, MINOR),
        ("crank-seal-front", "更换曲轴前油封", "Replace front crank seal", 25, MINOR),
        ("crank-seal-rear", "更换曲轴后油封", "Replace rear crank seal", 60, MINOR),
        ("timing-belt", "更换正时皮带套件", "Replace timing belt kit", 35, MINOR),
        ("accessory-belt", "更换附件皮带及涨紧轮", "Replace drive belt and tensioner", 10, MINOR),
        ("engine-mount", "更换发动机支架胶", "Replace engine mount", 12, MINOR),
        ("pcv-valve", "更换曲轴箱通风阀", "Replace crankcase vent valve", 8, MINOR),
        ("oil-cooler-seal", "更换机油散热器密封", "Reseal oil cooler", 20, MINOR),
        ("engine-overhaul", "发动机大修", "Overhaul engine", 320, ASSEMBLY),
        ("timing-chain", "更换正时链条套件", "Replace timing chain kit", 80, SPECIAL),
        ("head-gasket", "更换气缸垫", "Replace head gasket", 120, SPECIAL),
        ("compression", "测量气缸压力", "Measure compression", 10, CHECK),
        ("endoscope", "内窥镜检查", "Look inside by endoscope", 6, CHECK),
    ),
    System.FUEL: (
        ("fuel-filter", "更换汽油滤芯", "Replace fuel filter", 6, SERVICE),
        ("diesel-filter", "更换柴油滤芯并排气", "Replace diesel filter and bleed", 8, SERVICE),
        ("injector-clean", "免拆清洗喷油嘴", "Clean injectors in place", 10, SERVICE),
        ("injector-clean-off", "拆洗喷油嘴", "Remove and clean injectors", 25, SERVICE),
        ("fuel-pump", "更换燃油泵", "Replace fuel pump", 12, MINOR),
        ("high-pressure-pump", "更换高压油泵", "Replace high-pressure pump", 15, MINOR),
        ("injector", "更换喷油嘴（单支）", "Replace one injector", 12, MINOR),
        ("carbon-canister-valve", "更换碳罐电磁阀", "Replace purge valve", 5, MINOR),
        ("fuel-pressure", "测量燃油压力", "Measure fuel pressure", 5, CHECK),
    ),
    System.IGNITION: (
        ("spark-plugs", "更换火花塞（四缸）", "Replace spark plugs, four", 8, SERVICE),
        ("ignition-coil", "更换点火线圈（单支）", "Replace one ignition coil", 3, MINOR),
    ),
    System.COOLING: (
        ("coolant", "更换冷却液", "Replace coolant", 8, SERVICE),
        ("water-pump", "更换水泵", "Replace water pump", 25, MINOR),
        ("thermostat", "更换节温器", "Replace thermostat", 10, MINOR),
        ("radiator", "更换散热器", "Replace radiator", 20, MINOR),
        ("coolant-hose", "更换水管", "Replace coolant hose", 8, MINOR),
        ("cooling-fan", "更换电子扇", "Replace cooling fan", 12, MINOR),
        ("expansion-tank", "更换副水箱", "Replace expansion tank", 5, MINOR),
        ("cooling-pressure", "冷却系统压力测试", "Pressure-test cooling system", 5, CHECK),
    ),
    System.EXHAUST: (
        ("air-filter", "更换空气滤芯", "Replace air filter", 2, SERVICE),
        ("throttle-clean", "清洗节气门", "Clean throttle body", 8, SERVICE),
        ("oxygen-sensor", "更换氧传感器", "Replace oxygen sensor", 8, MINOR),
        ("throttle-body", "更换节气门并匹配", "Replace and adapt throttle body", 10, MINOR),
        ("air-flow-sensor", "更换空气流量计", "Replace air flow sensor", 4, MINOR),
        ("intake-hose", "更换进气软管", "Replace intake hose", 6, MINOR),
        ("catalyst", "更换三元催化器", "Replace catalytic converter", 15, MINOR),
        ("muffler", "更换排气消声器", "Replace silencer", 10, MINOR),
        ("particle-filter", "颗粒捕集器强制再生", "Regenerate particle filter", 10, MINOR),
        (
            "carbon-clean",
            "清除进气道积碳（核桃砂）",
            "Blast carbon from intake ports",
            30,
            SPECIAL,
        ),
        ("turbo", "更换涡轮增压器", "Replace turbocharger", 50, SPECIAL),
        ("smoke-test", "烟雾法查漏", "Find leaks by smoke", 8, CHECK),
        ("emission-test", "尾气检测", "Measure emissions", 4, CHECK),
    ),
    System.GEARBOX: (
        (
            "gearbox-oil",
            "更换自动变速器油（循环机）",
            "Exchange automatic gearbox oil",
            15,
            SERVICE,
        ),
        ("gearbox-oil-drain", "更换变速器油（重力法）", "Drain and fill gearbox oil", 8, SERVICE),
        ("clutch", "更换离合器三件套", "Replace clutch set", 50, MINOR),
        ("gearbox-mount", "更换变速器支架胶", "Replace gearbox mount", 10, MINOR),
        ("gearbox-overhaul", "自动变速器大修", "Overhaul automatic gearbox", 240, ASSEMBLY),
        ("valve-body", "更换变速器阀体并匹配", "Replace and adapt valve body", 50, SPECIAL),
        ("dual-clutch", "更换双离合器总成", "Replace dual clutch", 60, SPECIAL),
    ),
    System.DRIVE: (
        ("differential-oil", "更换差速器油", "Replace differential oil", 6, SERVICE),
        ("transfer-oil", "更换分动箱油", "Replace transfer case oil", 6, SERVICE),
        ("drive-shaft", "更换半轴", "Replace drive shaft", 15, MINOR),
        ("drive-boot", "更换半轴防尘套", "Replace drive shaft boot", 15, MINOR),
        ("shaft-seal", "更换半轴油封", "Replace drive shaft seal", 12, MINOR),
    ),
    System.BRAKES: (
        ("brake-fluid", "更换制动液并排气", "Replace brake fluid and bleed", 10, SERVICE),
        ("brake-pads-front", "更换前刹车片", "Replace front brake pads", 8, MINOR),
        ("brake-pads-rear", "更换后刹车片", "Replace rear brake pads", 10, MINOR),
        ("brake-discs-front", "更换前刹车盘", "Replace front brake discs", 12, MINOR),
        ("brake-discs-rear", "更换后刹车盘", "Replace rear brake discs", 14, MINOR),
        ("disc-skim", "刹车盘光盘（单轴）", "Skim brake discs, one axle", 12, MINOR),
        ("caliper", "更换制动分泵", "Replace brake caliper", 15, MINOR),
        ("caliper-service", "分泵导销润滑保养", "Clean and grease caliper pins", 8, MINOR),
        ("master-cylinder", "更换制动总泵", "Replace master cylinder", 18, MINOR),
        ("wheel-speed-sensor", "更换轮速传感器", "Replace wheel speed sensor", 6, MINOR),
        ("parking-brake", "调整驻车制动", "Adjust parking brake", 5, MINOR),
    ),
    System.STEERING: (
        ("power-steering-oil", "更换助力转向油", "Replace power steering fluid", 6, SERVICE),
        ("tie-rod", "更换转向拉杆球头", "Replace tie rod end", 8, MINOR),
        ("clock-spring", "更换气囊游丝", "Replace clock spring", 8, MINOR),
        ("alignment", "四轮定位", "Four-wheel alignment", 10, SPECIAL),
        ("steering-gear", "更换方向机总成", "Replace steering gear", 40, SPECIAL),
    ),
    System.SUSPENSION: (
        ("shock-front", "更换前减震器（一对）", "Replace front shock absorbers", 25, MINOR),
        ("shock-rear", "更换后减震器（一对）", "Replace rear shock absorbers", 18, MINOR),
        ("top-mount", "更换前减震顶胶（一对）", "Replace front top mounts", 22, MINOR),
        ("control-arm", "更换下摆臂（单边）", "Replace lower control arm, one side", 15, MINOR),
        ("ball-joint", "更换下球头（单边）", "Replace ball joint, one side", 10, MINOR),
        ("stabiliser-link", "更换平衡杆小连杆（一对）", "Replace stabiliser links", 8, MINOR),
        ("wheel-bearing", "更换轮毂轴承（单边）", "Replace wheel bearing, one side", 18, MINOR),
    ),
    System.TYRES: (
        ("tyre-rotate", "轮胎换位", "Rotate tyres", 5, SERVICE),
        ("tyre-sensor", "更换胎压传感器并匹配", "Replace and teach tyre sensor", 5, MINOR),
        ("tyre-fit", "更换轮胎（单条，含动平衡）", "Fit and balance one tyre", 4, SPECIAL),
        ("tyre-patch", "补胎（蘑菇钉）", "Mend a tyre by mushroom plug", 4, SPECIAL),
        ("balance", "动平衡（四轮）", "Balance four wheels", 6, SPECIAL),
    ),
    System.STARTING: (
        ("battery", "更换蓄电池", "Replace starter battery", 4, MINOR),
        ("alternator", "更换发电机", "Replace alternator", 15, MINOR),
        ("starter", "更换起动机", "Replace starter", 15, MINOR),
        ("drain-test", "检测静态漏电", "Find a battery drain", 10, CHECK),
    ),
    System.ELECTRICS: (
        ("service-reset", "保养归零", "Reset service reminder", 1, SERVICE),
        ("wiper-blades", "更换雨刮片", "Replace wiper blades", 2, SERVICE),
        ("headlamp-bulb", "更换大灯灯泡", "Replace headlamp bulb", 4, MINOR),
        ("headlamp", "更换大灯总成并调光", "Replace and aim headlamp", 15, MINOR),
        ("tail-lamp", "更换尾灯总成", "Replace tail lamp", 4, MINOR),
        ("window-lifter", "更换玻璃升降器", "Replace window lifter", 12, MINOR),
        ("door-lock", "更换门锁块", "Replace door lock", 12, MINOR),
        ("wiper-motor", "更换雨刮电机", "Replace wiper motor", 12, MINOR),
        ("wiring-repair", "检修线路（按小时）", "Trace and mend wiring, per hour", 10, MINOR),
        ("parking-sensor", "更换倒车雷达探头", "Replace parking sensor", 6, MINOR),
        ("camera", "更换倒车影像摄像头", "Replace rear camera", 8, MINOR),
        ("key-teach", "匹配遥控钥匙", "Teach a remote key", 8, MINOR),
        ("software", "控制单元软件升级", "Update control unit software", 10, MINOR),
        ("camera-calibrate", "前视摄像头标定", "Calibrate front camera", 15, SPECIAL),
    ),
    System.CLIMATE: (
        ("cabin-filter", "更换空调滤芯", "Replace cabin filter", 3, SERVICE),
        ("evaporator-clean", "可视化清洗蒸发箱", "Clean evaporator by camera", 15, SERVICE),
        ("blower", "更换鼓风机", "Replace blower", 12, MINOR),
        (
            "climate-recharge",
            "空调抽真空加注制冷剂",
            "Evacuate and recharge air conditioning",
            10,
            SPECIAL,
        ),
        ("compressor", "更换空调压缩机", "Replace compressor", 25, SPECIAL),
        ("condenser", "更换冷凝器", "Replace condenser", 25, SPECIAL),
        ("heater-core", "更换暖风水箱", "Replace heater core", 50, SPECIAL),
    ),
    System.BODY: (
        ("sunroof-drain", "疏通天窗排水管", "Clear sunroof drains", 12, MINOR),
        ("door-hinge", "调整车门及限位器", "Adjust door and check strap", 6, MINOR),
        ("windscreen", "更换前风挡玻璃", "Replace windscreen", 20, SPECIAL),
        ("dent", "无痕凹陷修复（单处）", "Paintless dent repair, one", 15, ACCIDENT),
        ("bumper-front", "拆装更换前保险杠", "Replace front bumper", 15, ACCIDENT),
        ("bumper-rear", "拆装更换后保险杠", "Replace rear bumper", 12, ACCIDENT),
        ("fender", "更换前翼子板", "Replace front wing", 18, ACCIDENT),
        ("door-panel", "更换车门外板", "Replace door skin", 60, ACCIDENT),
        ("mirror", "更换外后视镜", "Replace door mirror", 6, ACCIDENT),
    ),
    System.PAINT: (
        ("paint-panel", "单幅钣喷（门、翼子板）", "Mend and paint one panel", 35, ACCIDENT),
        ("paint-bumper", "保险杠修复喷漆", "Mend and paint bumper", 30, ACCIDENT),
    ),
    System.HIGH_VOLTAGE: (
        ("reducer-oil", "更换减速器油", "Replace reducer oil", 8, SERVICE),
        ("battery-coolant", "更换电池冷却液", "Replace battery coolant", 12, SERVICE),
        ("battery-pump", "更换电池水泵", "Replace battery coolant pump", 15, MINOR),
        (
            "battery-module",
            "更换电池模组并均衡",
            "Replace and balance battery module",
            80,
            ASSEMBLY,
        ),
        ("drive-motor", "更换驱动电机总成", "Replace drive motor", 60, ASSEMBLY),
        ("charge-port", "更换充电口总成", "Replace charging port", 20, SPECIAL),
        ("on-board-charger", "更换车载充电机", "Replace on-board charger", 25, SPECIAL),
        ("battery-health", "动力电池健康度检测", "Traction battery health check", 8, CHECK),
        ("insulation-test", "高压绝缘检测", "High-voltage insulation test", 6, CHECK),
    ),
    System.CHECK: (
        ("level-1", "一级维护", "First-level maintenance", 20, LEVEL_1),
        ("level-2", "二级维护", "Second-level maintenance", 60, LEVEL_2),
        ("check-36", "全车 36 项检查", "36-point inspection", 5, CHECK),
        ("check-trip", "长途出行检查", "Check before a long trip", 4, CHECK),
        ("check-used", "二手车检测", "Used car inspection", 20, CHECK),
        ("read-codes", "电脑读取故障码", "Read fault codes", 4, CHECK),
        ("road-test", "路试", "Road test", 5, CHECK),
        ("annual-run", "代办年检", "Take through the annual inspection", 20, CHECK),
    ),
    System.CARE: (
        ("polish", "全车抛光打蜡", "Polish and wax", 30, CARE),
        ("interior-clean", "内饰深度清洗", "Deep-clean interior", 30, CARE),
        ("engine-bay-clean", "发动机舱清洗养护", "Clean engine bay", 10, CARE),
    ),
}

_OWN_BAY = {"alignment": "alignment"}

LABOUR: tuple[LabourItem, ...] = tuple(
    LabourItem(code, zh, en, system, tenths, category, _OWN_BAY.get(code, ""))
    for system, rows in _ROWS.items()
    for code, zh, en, tenths, category in rows
)

LABOUR_BY_CODE = {item.code: item for item in LABOUR}
