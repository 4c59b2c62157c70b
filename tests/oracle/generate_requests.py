#!/usr/bin/env python3
"""Prints random charge requests and price books with the oracle's answers, a JSON line a case.

    python3 tests/oracle/generate_requests.py --seed 1 --count 250 > requests.jsonl

The same seed gives the same lines: only `choice` and `randrange` are drawn from, which Python
keeps stable between versions. About one case in eight has exactly one fault, made on purpose.
"""

from itertools import cycle

from case_lines import print_cases
from charges import answer_request
from faults import FAULTS, FaultGenerator


class RequestGenerator(FaultGenerator):
    def __init__(self, seed):
        super().__init__(seed)
        # In turn, so that a short table has every fault.
        self.faults = cycle(FAULTS)

    def transaction_lines(self, most):
        """The lines of a transaction: charges, taxes on them, and taxes on the taxes."""
        self.start_transaction()
        lines, placed = [], []
        while len(lines) < most:
            parent = self.random.choice(placed) if placed and self.chance(60) else None
            room = most - len(lines)
            new = self.tax_lines(parent, room, placed) if parent else self.charge_lines(room)
            if new:
                placed.append(new)
                lines += new.lines
        return lines

    def reference(self):
        return f"TXN{self.random.randrange(1000, 10000)}"

    def transactions(self, fault):
        """The bodies of one to four transactions, of which some tell one transaction in two."""
        count = self.random.choice([1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4])
        faulty = self.random.randrange(count)
        bodies = []
        for place in range(count):
            most = self.random.choice([1, 1, 2, 2, 3, 4, 5, 8] if count < 3 else [1, 2, 3])
            lines = self.transaction_lines(most)
            if fault and place == faulty:
                lines += self.faulty_lines(fault)
            bodies += self.bodies(self.shuffled(lines))
        return bodies

    def bodies(self, lines):
        """One transaction, or two of the same reference number that are one."""
        body = {}
        if self.chance(10):
            body["txnAttributes"] = [{"name": "channel", "value": "WEB"}]
        if len(lines) > 1 and self.chance(10):
            cut = self.random.randrange(1, len(lines))
            body["txnRefNo"] = self.reference()
            return [{**body, "priceMethods": lines[:cut]}, {**body, "priceMethods": lines[cut:]}]
        if self.chance(60):
            body["txnRefNo"] = self.reference()
        elif self.chance(20):
            body["txnRefNo"] = None
        return [{**body, "priceMethods": lines}]

    def request(self, fault):
        bodies = self.transactions(fault)
        head = {"applicationCode": "OBTF"} if self.chance(20) else {}
        if self.external_prices and self.chance(30):
            head["extPrcConsumerService"] = "PricingService"
        if len(bodies) == 1 and self.chance(45):
            return {**head, **bodies[0]}
        return {**head, "txnDetails": bodies}

    def candidate(self, fault):
        """A request and its book; the oracle has not yet seen whether they fit."""
        self.start_book()
        self.external_prices = {}
        case = {"request": self.request(fault), "book": self.book}
        if self.external_prices or self.chance(10):
            case["externalPrices"] = self.external_prices
        if fault == "external-price-source":
            case.pop("externalPrices", None)
        return case

    def case(self):
        """A case that is good, or has exactly the fault that was drawn."""
        fault = next(self.faults) if self.chance(13) else None
        while True:
            case = self.candidate(fault)
            expected = answer_request(case)
            codes = {code for code, _ in expected.get("errors", [])}
            if codes == ({fault} if fault else set()):
                return {**case, "expected": expected}


if __name__ == "__main__":
    print_cases("random requests with the oracle's answers", RequestGenerator)
