"""Article 7: seeing the customer off."""

from jieche.rulebook.sentences import Article, Clause, Needs, Prompt
from jieche.rulebook.words import Event as E

ARTICLE = Article(
    "7",
    "礼貌送客",
    "Seeing the customer off",
    Clause(
        "7.1",
        "送修手续全部办完，接待员礼貌告知客户，客户便可放心离去。",
        "When every formality is done the advisor tells the customer so, who may then leave.",
        Needs(
            E.HAND_IN_COMPLETED,
            before=(E.CUSTOMER_SEEN_OFF, E.CUSTOMER_WAITS),
            newer_than=(
                E.ORDER_SIGNED,
                E.PAPERS_CHECKED,
                E.DISCREPANCY_FOUND,
                E.BELONGINGS_LISTED,
            ),
        ),
        Prompt(
            E.HAND_IN_COMPLETED,
            "手续都办好了，车就交给我们，您放心。",
            "Everything is done; you can leave the car with us.",
        ),
    ),
    Clause(
        "7.2",
        "客户拜别，接待员起身致意，送到业务厅门口，有始有终。",
        "The advisor rises and sees the customer to the door, as kindly as he met him.",
        Needs(E.CUSTOMER_SEEN_OFF, before=E.ORDER_TIDIED, or_else=E.CUSTOMER_WAITS),
        Prompt(E.CUSTOMER_SEEN_OFF, "请走好，恕不远送。", "Goodbye, and mind how you go."),
    ),
)
