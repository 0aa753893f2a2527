"""The words of the rule book: each with its stored value, its Chinese and its English, in one line.

One thing has one word. A word is changed here and nowhere else; ``docs/glossary.md`` lists them all
and a test keeps it true.
"""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A stored value with its label in both languages."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.zh = zh
        word.en = en
        return word

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def of(cls, value: str) -> Self:
        """Return the word stored as ``value``; raises KeyError for a value that is none."""
        return cls._value2member_map_[value]  # type: ignore[return-value]  # typeshed says Enum

    def label(self, lang: str) -> str:
        """Return the label in ``lang``: English for "en", else Chinese."""
        return self.en if lang.startswith("en") else self.zh


# fmt: off
class Role(Word):
    """Who acts. A person may hold several."""

    ADVISOR = "advisor", "接待员", "service advisor"
    RECEPTION_MANAGER = "reception_manager", "业务主管", "reception manager"
    DISPATCHER = "dispatcher", "车间主管", "workshop dispatcher"
    TECHNICIAN = "technician", "技术员", "technician"
    WASHER = "washer", "洗车工", "washer"
    PARTS = "parts", "配件员", "parts keeper"
    CASHIER = "cashier", "结算员", "cashier"
    RECORDS_KEEPER = "records_keeper", "档案员", "records keeper"
    GATE = "gate", "门卫", "gate keeper"
    SHOP_MANAGER = "shop_manager", "经理", "shop manager"


class Kind(Word):
    """What has a course of its own, and so a journal."""

    VISIT = "visit", "来访", "visit"
    BOOKING = "booking", "预约", "booking"
    SUPPLEMENT = "supplement", "增项", "supplement"
    COMPLAINT = "complaint", "投诉", "complaint"
    REPORT = "report", "报表", "report"


class Step(Word):
    """The eight steps of the rail, in the order in which a car passes them."""

    RECEPTION = "reception", "接待", "Reception"
    DIAGNOSIS = "diagnosis", "诊断", "Diagnosis"
    NEGOTIATION = "negotiation", "洽谈签单", "Estimate & order"
    HAND_IN = "hand_in", "交车手续", "Hand-in"
    INTO_WORKSHOP = "into_workshop", "进车间", "To workshop"
    REPAIR = "repair", "维修", "Repair"
    READY = "ready", "竣工与通知", "Ready & notice"
    COLLECTION = "collection", "取车出厂", "Collection"


class Stage(Word):
    """Where a matter stands."""

    NEW = "new", "新开", "new"
    # visit
    ARRIVED = "arrived", "已到店", "arrived"
    GREETED = "greeted", "已迎接", "greeted"
    RECEIVED = "received", "已问来意", "purpose known"
    NEGOTIATION = "negotiation", "洽谈中", "in negotiation"
    SIGNED = "signed", "已签单", "order signed"
    HANDED_IN = "handed_in", "已交车", "handed in"
    IN_WORKSHOP = "in_workshop", "车间在修", "in the workshop"
    FINISHED = "finished", "已竣工", "finished"
    READY = "ready", "交车准备", "being made ready"
    TOLD = "told", "已通知接车", "customer told"
    COLLECTING = "collecting", "取车中", "being collected"
    SETTLED = "settled", "已结算", "settled"
    RELEASED = "released", "已出厂", "released"
    FOLLOWED_UP = "followed_up", "已回访", "followed up"
    LEAVING = "leaving", "办理离厂", "leaving"
    LEFT = "left", "未修离厂", "left unrepaired"
    BOOKED = "booked", "已约定来店", "booking made"
    ANSWERED = "answered", "咨询已答", "enquiry answered"
    # supplement
    FOUND = "found", "已报增项", "reported"
    ASKED = "asked", "征询中", "customer asked"
    AGREED = "agreed", "客户同意", "agreed"
    REFUSED = "refused", "客户不同意", "refused"
    DELIVERED = "delivered", "单已交车间", "sheet delivered"
    DOING = "doing", "增项施工", "being done"
    DONE = "done", "增项完成", "done"
    DROPPED = "dropped", "不做，已转告", "not done, workshop told"
    # booking
    WRITTEN = "written", "已填预约单", "slip written"
    CONFIRMED = "confirmed", "预约已确认", "confirmed"
    KEPT = "kept", "已到店", "kept"
    MISSED = "missed", "未到", "no-show"
    CANCELLED = "cancelled", "已取消", "cancelled"
    # complaint
    OPEN = "open", "处理中", "open"
    RESOLVED = "resolved", "有结果", "resolved"
    CLOSED = "closed", "已结案", "closed"
    # report
    DUE = "due", "待报送", "due"
    SUBMITTED = "submitted", "已报送", "submitted"


class Proof(Word):
    """What must come with an event."""

    REASON = "reason", "理由", "reason"
    SIGNATURE = "signature", "签名", "signature"
    AGREED_HOUR = "agreed_hour", "约定时间", "agreed time"
    PERSON_TOLD = "person_told", "受话人", "person told"
    PERSON_ASKED = "person_asked", "接电话的人", "person asked"
    NUMBER_CALLED = "number_called", "拨打的号码", "number called"
    ACTION = "action", "处理办法", "action taken"
    ANSWER = "answer", "答复", "answer"
    RESULT = "result", "结果", "result"
    FEE_TOLD = "fee_told", "已告知的费用", "fee told"
    FACTS = "facts", "事实", "facts"
    RECEIVED_AT = "received_at", "接车时间", "time of receipt"
    BAY = "bay", "接待车位", "reception bay"
    OWN_WORDS = "own_words", "客户陈述", "the customer's own words"
    OTHER_WISHES = "other_wishes", "其他要求（无则写“无”）", "other wishes (“none” where none)"
    SATISFACTION = "satisfaction", "客户是否满意", "whether the customer is satisfied"


class Limit(Word):
    """The lengths that the book asks for and leaves to the shop; minutes of opening time."""

    GREET = "greet", "迎接", "greet"
    TECHNICIAN = "technician", "技术员到位", "technician comes"
    DIAGNOSIS_REPORT = "diagnosis_report", "出诊断单", "diagnosis report"
    HAND_IN = "hand_in", "开始交车手续", "start hand-in"
    TIDY = "tidy", "清理维修单", "tidy the order"
    WASH_BACK = "wash_back", "洗车交还", "wash hand-back"
    ASK_SUPPLEMENT = "ask_supplement", "征询增项", "ask about a supplement"
    RELAY = "relay", "转达答复", "relay the answer"
    DELIVER_SHEET = "deliver_sheet", "交增项单", "deliver the supplement sheet"
    MEASURE = "measure", "应急措施", "emergency measure"
    EXIT_NOTICE = "exit_notice", "开出厂通知单", "exit notice"
    COMPLAINT_REPLY = "complaint_reply", "答复投诉", "reply to a complaint"
    COMPLAINT_CLOSE = "complaint_close", "投诉结案", "close a complaint"
    COLLECTION = "collection", "取车全程", "whole collection"
    MISSED_DEPOSIT = "missed_deposit", "未到预约的预交款", "money ahead of a missed booking"


class Purpose(Word):
    """Why the customer came (来意). Clause 1.4."""

    REPAIR = "repair", "维修", "repair"
    DIAGNOSIS = "diagnosis", "诊断", "diagnosis"
    QUOTE = "quote", "报价", "quote"
    BOOKING = "booking", "预约", "booking"
    ENQUIRY = "enquiry", "咨询", "enquiry"
    COLLECTION = "collection", "取车", "collection"
    COMPLAINT = "complaint", "投诉", "complaint"


class Outcome(Word):
    """How an intake ends; exactly one for each visit. Clause P.2."""

    ENTERS = "enters", "进厂维修", "enters for repair"
    BOOKING = "booking", "预约", "booking"
    QUOTE_ONLY = "quote_only", "只诊断报价", "diagnosis or quote only"
    LEAVES = "leaves", "离厂", "leaves"


class Event(Word):
    """What can happen to a matter, in the past tense; ``do_*`` is the act, for a button."""

    do_zh: str
    do_en: str

    def __new__(cls, value: str, zh: str, en: str, do_zh: str, do_en: str) -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.zh, word.en, word.do_zh, word.do_en = zh, en, do_zh, do_en
        return word

    def do(self, lang: str) -> str:
        """Return the act as an imperative in ``lang``."""
        return self.do_en if lang.startswith("en") else self.do_zh

    # 1 reception
    VEHICLE_ARRIVED = "vehicle_arrived", "车辆到店", "vehicle arrived", "来访登记", "Register the arrival"
    CUSTOMER_CAME = "customer_came", "客户步行到店", "customer came on foot", "登记步行来访", "Register a visitor on foot"
    CALL_TAKEN = "call_taken", "接到来电", "call taken", "登记来电", "Register a call"
    CUSTOMER_GREETED = "customer_greeted", "已迎接客户", "customer greeted", "迎接客户", "Greet the customer"
    BAY_CHANGED = "bay_changed", "已移车位", "moved to another bay", "移到另一车位", "Move to another bay"
    NEW_CUSTOMER_MET = "new_customer_met", "首次来店", "first visit", "记为首次来店", "Note a first visit"
    PURPOSE_STATED = "purpose_stated", "已问明来意", "purpose stated", "问明来意", "Ask the purpose"
    ANSWER_PROMISED = "answer_promised", "已约定答复时间", "answer promised", "约定答复时间", "Promise the answer"
    ENQUIRY_ANSWERED = "enquiry_answered", "咨询已答复", "enquiry answered", "答复咨询", "Answer the enquiry"
    CONSENT_GIVEN = "consent_given", "客户同意洽谈", "customer agreed to negotiate", "征得客户同意", "Get the customer's consent"
    SERVICES_EXPLAINED = "services_explained", "已介绍服务与程序", "services explained", "介绍服务与程序", "Explain the services"
    CUSTOMER_SEATED = "customer_seated", "客户休息等候", "customer waits in the hall", "请客户休息", "Seat the customer"
    TEA_SERVED = "tea_served", "已请用茶", "tea served", "请用茶", "Serve tea"
    EXPRESS_ASKED = "express_asked", "走快捷办理", "express path chosen", "快捷办理", "Take the express path"
    # 2 diagnosis
    DIAGNOSIS_AGREED = "diagnosis_agreed", "客户同意诊断", "diagnosis agreed", "征得同意诊断", "Get consent to diagnose"
    TECHNICIAN_CALLED = "technician_called", "已呼叫技术员", "technician called", "呼叫技术员", "Call the technician"
    TECHNICIAN_CAME = "technician_came", "技术员已到位", "technician came", "技术员到位", "Technician is here"
    DIAGNOSIS_STARTED = "diagnosis_started", "诊断开始", "diagnosis started", "开始诊断", "Start the diagnosis"
    DIAGNOSIS_ENDED = "diagnosis_ended", "诊断结束", "diagnosis ended", "结束诊断", "End the diagnosis"
    DIAGNOSIS_REPORTED = "diagnosis_reported", "已出诊断单", "diagnosis report made", "出具诊断单", "Make the diagnosis report"
    DIAGNOSIS_TOLD = "diagnosis_told", "诊断单已呈交", "diagnosis report handed over", "呈交诊断单", "Hand over the report"
    # 3 estimate and order
    ESTIMATE_MADE = "estimate_made", "已估价", "estimate made", "估价", "Make the estimate"
    ITEM_PRICED = "item_priced", "有项目定价", "item pricing used", "采用项目定价", "Price by item"
    ITEM_PRICING_DROPPED = "item_pricing_dropped", "不再用项目定价", "item pricing given up", "不再用项目定价", "Give up pricing by item"
    ITEM_PRICING_EXPLAINED = "item_pricing_explained", "已说明项目定价", "item pricing explained", "说明项目定价", "Explain item pricing"
    RISK_ABOVE_LIMIT = "risk_above_limit", "风险价值超限额", "risk amount above the limit", "风险价值超限额", "Go above the risk limit"
    RISK_WITHIN_LIMIT = "risk_within_limit", "风险价值回到限额内", "risk amount within the limit again", "风险价值回到限额内", "Bring the risk within the limit"
    RISK_APPROVED = "risk_approved", "风险价值已批准", "risk amount approved", "批准风险价值", "Approve the risk amount"
    QUALITY_PROMISED = "quality_promised", "已承诺质量", "quality promised", "承诺质量", "Promise quality"
    DELIVERY_PROMISED = "delivery_promised", "已承诺交车时间", "delivery time promised", "承诺交车时间", "Promise the delivery time"
    PROMISE_OVERRIDDEN = "promise_overridden", "主管准许提前承诺", "early promise allowed", "准许提前承诺", "Allow an early promise"
    ORDER_SHOWN = "order_shown", "维修单已过目", "order read by the customer", "请客户过目", "Show the order"
    ORDER_SIGNED = "order_signed", "维修单已签字", "order signed", "请客户签字", "Have the order signed"
    ORDER_REOPENED = "order_reopened", "维修单已重开", "order reopened", "重开维修单", "Reopen the order"
    ORDER_DECLINED = "order_declined", "客户不修", "customer declined", "客户不修", "Customer declines"
    BOOKING_AGREED = "booking_agreed", "改为预约", "booking agreed", "改为预约", "Turn into a booking"
    FEE_TOLD = "fee_told", "已告知收费", "fee told", "告知诊断费或估价费", "Tell the fee"
    FEE_PAID = "fee_paid", "诊断费已收", "fee paid", "收诊断费", "Take the fee"
    FEE_SET_OFF = "fee_set_off", "诊断费已从预交款抵扣", "fee set against the money paid ahead", "从预交款抵诊断费", "Set the fee against the money paid ahead"
    FEE_WAIVED = "fee_waived", "诊断费已免", "fee waived", "免收诊断费", "Waive the fee"
    PREPAID_SETTLED = "prepaid_settled", "未修，预交款已了结", "money paid ahead dealt with on leaving", "未修，了结预交款", "Deal with the money paid ahead on leaving"
    CALL_ENDED = "call_ended", "通话结束", "call ended", "结束通话", "End the call"
    VEHICLE_LEFT = "vehicle_left", "未修离厂", "left unrepaired", "送客离厂", "See the customer out"
    # 4 hand-in
    HAND_IN_STARTED = "hand_in_started", "交车手续开始", "hand-in started", "开始交车手续", "Start the hand-in"
    PAPERS_CHECKED = "papers_checked", "证件已审验", "papers checked", "审验随车证件", "Check the papers"
    DISCREPANCY_FOUND = "discrepancy_found", "证件有差异", "papers differ", "记录差异", "Record the discrepancy"
    DISCREPANCY_SIGNED = "discrepancy_signed", "差异已签字", "discrepancy signed", "请客户确认差异", "Have the discrepancy signed"
    WALKED_AROUND = "walked_around", "已环检", "walk-around done", "环车检查", "Walk around the car"
    BELONGINGS_LISTED = "belongings_listed", "物品已清点", "belongings listed", "清点随车物品", "List the belongings"
    BELONGINGS_SIGNED = "belongings_signed", "物品清单已签字", "list of items signed", "请客户签物品清单", "Have the list signed"
    BELONGINGS_BOXED = "belongings_boxed", "物品已入箱", "belongings boxed", "物品入箱", "Box the belongings"
    NOTHING_TO_BOX = "nothing_to_box", "无物品须入箱", "nothing to box", "无物品须入箱", "Nothing to box"
    KEY_HUNG = "key_hung", "钥匙已挂", "key hung", "挂钥匙", "Hang the key"
    READINGS_TAKEN = "readings_taken", "油表里程已登记", "readings taken", "登记油表里程", "Take the readings"
    HAND_IN_COMPLETED = "hand_in_completed", "交车手续办完", "hand-in completed", "手续办完告知客户", "Tell the customer all is done"
    CUSTOMER_SEEN_OFF = "customer_seen_off", "已送客", "customer seen off", "送客", "See the customer off"
    CUSTOMER_WAITS = "customer_waits", "客户在店等候", "customer waits in the shop", "客户在店等候", "Customer waits here"
    # 5 into the workshop
    ORDER_TIDIED = "order_tidied", "维修单已清理", "order tidied", "清理维修单", "Tidy the order"
    TEAM_SET = "team_set", "已填作业组", "team set by reception", "填作业组", "Set the team"
    TEAMS_REFERRED = "teams_referred", "多组交车间派工", "left to the dispatcher", "多组交车间派工", "Leave teams to the dispatcher"
    TEAMS_ASSIGNED = "teams_assigned", "车间已派工", "teams assigned", "派工", "Assign the teams"
    WASH_ASKED = "wash_asked", "已通知洗车", "wash asked for", "通知洗车", "Ask for a wash"
    WASHED = "washed", "已洗车", "washed", "洗车完成", "Wash done"
    WASH_BACK = "wash_back", "洗后已交还", "handed back after the wash", "洗后交还", "Hand back after the wash"
    WASH_DECLINED = "wash_declined", "不洗车", "wash declined", "不洗车", "No wash"
    TAKEN_INTO_WORKSHOP = "taken_into_workshop", "车间已接车", "taken into the workshop", "车间接车", "Take into the workshop"
    # 6 repair
    WORK_STARTED = "work_started", "已开工", "work started", "开工", "Start work"
    PARTS_ISSUED = "parts_issued", "配件已发料", "parts issued", "发料", "Issue parts"
    PARTS_RETURNED = "parts_returned", "配件已退料", "parts returned", "退料", "Return parts"
    SUPPLEMENT_OPENED = "supplement_opened", "有增项待处理", "a supplement is open", "报增项", "Report a supplement"
    SUPPLEMENTS_SETTLED = "supplements_settled", "增项已了结", "supplements settled", "了结增项", "Settle the supplements"
    SHEETS_SIGNED = "sheets_signed", "增项单已签齐", "supplement sheets signed", "签齐增项单", "Have the supplement sheets signed"
    PROGRESS_ASKED = "progress_asked", "已查询进度", "progress asked", "查询进度", "Ask about progress"
    ANOMALY_FOUND = "anomaly_found", "有异常", "anomaly found", "记录异常", "Record the anomaly"
    MEASURE_TAKEN = "measure_taken", "已采取措施", "measure taken", "采取应急措施", "Take a measure"
    DELAY_TOLD = "delay_told", "已告知延误", "delay told", "告知客户延误", "Tell the customer of the delay"
    WORK_FINISHED = "work_finished", "已完工", "work finished", "完工", "Finish work"
    INSPECTION_FAILED = "inspection_failed", "竣工检验不合格", "final inspection failed", "检验不合格返工", "Fail the inspection"
    INSPECTION_PASSED = "inspection_passed", "竣工检验合格", "final inspection passed", "竣工检验合格", "Pass the final inspection"
    # 7 ready and notice
    TAKEN_OVER = "taken_over", "已从车间接出", "taken over from the workshop", "从车间接车", "Take over from the workshop"
    LAST_CLEANED = "last_cleaned", "最后清理完", "last clean done", "最后清理", "Do the last clean"
    ITEMS_RETURNED = "items_returned", "物品已放回", "items put back", "清点放回物品", "Put the items back"
    PAPERS_COLLECTED = "papers_collected", "单据已收齐", "papers collected", "收缴单据", "Collect the papers"
    ACCOUNT_DRAWN = "account_drawn", "已汇总核算", "account drawn", "汇总核算", "Draw up the account"
    DOCUMENTS_READY = "documents_ready", "接车资料齐", "collection set ready", "备齐接车资料", "Lay out the collection set"
    TOLD_TO_COLLECT = "told_to_collect", "已通知接车", "told to collect", "通知客户接车", "Tell the customer to collect"
    # 8 collection
    CUSTOMER_RETURNED = "customer_returned", "客户来取车", "customer came to collect", "迎候取车客户", "Receive the customer"
    VEHICLE_VIEWED = "vehicle_viewed", "已视检并说明", "vehicle viewed and explained", "引导视检并说明", "Show and explain the car"
    SETTLEMENT_PRESENTED = "settlement_presented", "结算单已呈交", "settlement presented", "呈交结算单", "Present the settlement"
    DISCOUNT_ASKED = "discount_asked", "客户要求优惠", "discount asked", "转主管定优惠", "Take the request to the manager"
    DISCOUNT_DECIDED = "discount_decided", "优惠已定", "discount decided", "决定优惠", "Decide the discount"
    SETTLEMENT_AGREED = "settlement_agreed", "结算单已签字", "settlement signed", "请客户签结算单", "Have the settlement signed"
    PAYMENT_TAKEN = "payment_taken", "已收款", "payment taken", "收款", "Take a payment"
    NOTHING_DUE = "nothing_due", "无应付款", "nothing to pay", "确认无应付款", "Confirm that nothing is owed"
    CREDIT_APPROVED = "credit_approved", "挂账已批", "credit approved", "批准挂账", "Approve credit"
    SETTLEMENT_CLOSED = "settlement_closed", "结算完毕", "settlement closed", "结算完毕", "Close the settlement"
    SURPLUS_FOUND = "surplus_found", "有余款应退", "paid too much", "记下应退余款", "Note what was paid too much"
    SURPLUS_RETURNED = "surplus_returned", "余款已退", "surplus given back", "退还余款", "Give back the surplus"
    EXIT_NOTICE_ISSUED = "exit_notice_issued", "已开出厂通知单", "exit notice issued", "开出厂通知单", "Issue the exit notice"
    SIX_HANDED_OVER = "six_handed_over", "六件已交", "six things handed over", "交付六件", "Hand over the six things"
    YARD_CHECKED = "yard_checked", "车场清点视检完", "yard check done", "车场清点视检", "Check in the yard"
    OBJECTION_RAISED = "objection_raised", "客户有异议", "objection raised", "记录异议", "Record the objection"
    OBJECTION_ANSWERED = "objection_answered", "异议已答复", "objection answered", "答复异议", "Answer the objection"
    ACCEPTANCE_SIGNED = "acceptance_signed", "接车已签名", "acceptance signed", "请客户签名接车", "Have the acceptance signed"
    RELEASED = "released", "已出厂", "released", "放行出厂", "Release"
    # 13-15 care
    FILE_SET_UP = "file_set_up", "已建档", "file set up", "建立档案", "Set up the file"
    PAPERS_FILED = "papers_filed", "资料已归档", "papers filed", "资料归档", "File the papers"
    FOLLOW_UP_TRIED = "follow_up_tried", "回访未通", "follow-up tried", "记录未通", "Record an attempt"
    FOLLOWED_UP = "followed_up", "已回访", "followed up", "跟踪回访", "Make the follow-up call"
    LEAD_NOTED = "lead_noted", "记下潜在需求", "lead noted", "记下潜在需求", "Note a lead"
    LEAD_READ = "lead_read", "主管已阅", "lead read by the manager", "主管阅", "Read the lead"
    CALLS_DECLINED = "calls_declined", "客户不愿再接电话", "calls not wanted", "记下不再致电", "Note that calls are not wanted"
    CALLS_ALLOWED = "calls_allowed", "客户同意再致电", "calls allowed again", "恢复致电", "Allow calls again"
    CALL_HOURS_NOTED = "call_hours_noted", "方便时间已记", "convenient hours noted", "记下方便时间", "Note the convenient hours"
    OFFERS_AGREED = "offers_agreed", "客户同意介绍优惠", "agreed to hear of offers", "征得同意介绍优惠", "Ask for consent to offers"
    OFFERS_WITHDRAWN = "offers_withdrawn", "客户撤回优惠同意", "consent to offers withdrawn", "撤回优惠同意", "Withdraw the consent to offers"
    # supplement
    SUPPLEMENT_FOUND = "supplement_found", "车间报增项", "supplement found", "报增项", "Report a supplement"
    SAFETY_AT_STAKE = "safety_at_stake", "增项关系安全", "safety at stake", "注明关系安全", "Mark as a safety item"
    SAFETY_WARNED = "safety_warned", "已讲明安全利害", "warned of the danger", "讲明安全利害", "Warn of the danger"
    CUSTOMER_ASKED = "customer_asked", "已致电征询", "customer asked", "致电征询客户", "Ask the customer by phone"
    SUPPLEMENT_AGREED = "supplement_agreed", "客户同意增项", "supplement agreed", "客户同意", "Customer agrees"
    SUPPLEMENT_REFUSED = "supplement_refused", "客户不同意增项", "supplement refused", "客户不同意", "Customer refuses"
    WORKSHOP_TOLD = "workshop_told", "答复已转达车间", "workshop told", "转达车间", "Tell the workshop"
    SHEET_DELIVERED = "sheet_delivered", "增项单已交车间", "supplement sheet delivered", "交增项单", "Deliver the sheet"
    SUPPLEMENT_PARTS_ISSUED = "supplement_parts_issued", "增项配件已发料", "supplement parts issued", "增项发料", "Issue supplement parts"
    SUPPLEMENT_STARTED = "supplement_started", "增项开工", "supplement started", "增项开工", "Start the supplement"
    SUPPLEMENT_DONE = "supplement_done", "增项完成", "supplement done", "增项完成", "Finish the supplement"
    SUPPLEMENT_SIGNED = "supplement_signed", "增项单已签字", "supplement sheet signed", "请客户补签增项单", "Have the sheet signed"
    SIGNATURE_REFUSED = "signature_refused", "客户拒签", "signature refused", "记录拒签", "Record the refusal to sign"
    # booking
    BOOKING_MADE = "booking_made", "已填预约单", "booking slip written", "填预约单", "Write the booking slip"
    BOOKING_CONFIRMED = "booking_confirmed", "预约已确认", "booking confirmed", "请客户确认预约", "Have the booking confirmed"
    DEPOSIT_ASKED = "deposit_asked", "已请预交定金", "deposit asked for", "请客户预交定金", "Ask for the deposit"
    DEPOSIT_TAKEN = "deposit_taken", "定金已收", "deposit taken", "收定金", "Take the deposit"
    DEPOSIT_WAIVED = "deposit_waived", "定金已免", "deposit waived", "免收定金", "Waive the deposit"
    WORKSHOP_INFORMED = "workshop_informed", "车间已获通知", "workshop informed", "通知车间留工位", "Inform the workshop"
    BOOKING_REMINDED = "booking_reminded", "已提醒客户", "customer reminded", "提醒客户", "Remind the customer"
    BAY_RESERVED = "bay_reserved", "车间已留工位", "bay reserved", "确认留工位", "Confirm that the bay is reserved"
    BOOKING_MOVED = "booking_moved", "预约已改期", "booking moved", "改期", "Move the booking"
    DEPOSIT_WAITS = "deposit_waits", "客户未到，预交款待定", "money ahead of a missed booking waits", "记下未到客户的预交款", "Note the money ahead of the missed booking"
    DEPOSIT_LEFT = "deposit_left", "有预交款待了结", "money paid ahead is left", "记下待了结的预交款", "Note the money ahead that is left"
    DEPOSIT_SETTLED = "deposit_settled", "预交款已了结", "money paid ahead dealt with", "了结预交款", "Deal with the money paid ahead"
    BOOKING_KEPT = "booking_kept", "如约到店", "booking kept", "到店", "Customer came"
    BOOKING_MISSED = "booking_missed", "未到店", "no-show", "记为未到", "Mark as no-show"
    BOOKING_CANCELLED = "booking_cancelled", "预约已取消", "booking cancelled", "取消预约", "Cancel the booking"
    # complaint
    COMPLAINT_REGISTERED = "complaint_registered", "投诉已登记", "complaint registered", "登记投诉", "Register the complaint"
    COMPLAINT_REPLIED = "complaint_replied", "已答复投诉", "complaint replied", "答复投诉", "Reply to the complaint"
    REPLY_PROMISED = "reply_promised", "已约下次答复", "next reply promised", "约定下次答复", "Promise the next reply"
    FACTS_GATHERED = "facts_gathered", "事实已查明", "facts gathered", "查明事实", "Gather the facts"
    COMPLAINT_RESOLVED = "complaint_resolved", "投诉有结果", "complaint resolved", "记录处理结果", "Record the result"
    COMPLAINT_CLOSED = "complaint_closed", "投诉已结案", "complaint closed", "结案", "Close the complaint"
    # report
    REPORT_OPENED = "report_opened", "报表已开", "report opened", "开报表", "Open the report"
    ANALYSIS_DUE = "analysis_due", "应作月统计分析", "monthly analysis due", "列入月统计分析", "Ask for the monthly analysis"
    ANALYSIS_WRITTEN = "analysis_written", "月统计分析已写", "monthly analysis written", "写月统计分析", "Write the monthly analysis"
    REPORT_SUBMITTED = "report_submitted", "报表已报送", "report submitted", "报送", "Submit the report"
    REPORT_SEEN = "report_seen", "一位收件人已阅", "read by one recipient", "阅示", "Read it as a recipient"
    REPORT_READ = "report_read", "报表已阅", "report read", "阅", "Read the report"
