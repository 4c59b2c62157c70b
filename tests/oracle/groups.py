"""Random lines of a transaction: charges alone and shared, and the taxes on them."""

from books import BookGenerator, zeros_added

CODES = ["COMMISSION", "SWIFT", "HANDLING", "ADVISING", "COURIER", "STAMP", "AMENDMENT"]
TAXES = ["VAT", "NBT", "SSCL", "CESS"]
# These are not taxed themselves, so that one code may stand under several parents.
LAST_TAXES = ["WHT", "LEVY"]
NULLABLE = ["tenor", "exchangeRate", "slabDetails", "chargeCategory", "parentChargeCode", "charge"]
PARTIES = ["P1", "P2", "P3", "P4", "P5", "P6"]
ROLES = {"P1": "APPLICANT", "P2": "BENEFICIARY", "P3": "BUYER", "P4": "SELLER"}
SHARES = {
    1: [["100"]],
    2: [["40", "60"], ["50", "50"], ["33.33", "66.67"], ["0", "100"], ["12.5", "87.5"]],
    3: [["33.33", "33.33", "33.34"], ["0", "50", "50"], ["30", "30", "40"],
["100/3"] * 3, ["99.99", "0.01", "0"], ["33.3333", "33.3333", "33.3334"]],
    4: [["25"] * 4, ["10", "20", "30", "40"], ["0", "33.33", "33.33", "33.34"]],
    5: [["20"] * 5, ["0", "0", "10", "45", "45"], ["14.29"] * 4 + ["42.84"]],
}


class Placed:
    """What a child needs to know of lines that were made: their code, parties and currencies."""

    def __init__(self, lines, code, currencies):
        self.lines, self.code, self.currencies = lines, code, currencies
        self.parties = [line.get("partyId") or line.get("partyToCharge") for line in lines]


class GroupGenerator(BookGenerator):
    """Makes the lines of one transaction at a time; `start_transaction` begins the next."""

    def start_transaction(self):
        self.keys = set()
        self.by_name = self.chance(15)

    def code(self, names, parent=None):
        """A charge code that no other group of the transaction has under the same parent."""
        code = name = self.random.choice(names)
        number = 1
        while (code, parent) in self.keys:
            number += 1
            code = f"{name}{number}"
        self.keys.add((code, parent))
        return code

    # Parties.

    def party(self, name):
        """A party by its identifier, by its role, or by both."""
        if self.by_name or name not in ROLES:
            return {"partyToCharge" if self.by_name else "partyId": name}
        if self.chance(40):
            return {"partyId": name, "partyToCharge": ROLES[name]}
        return {"partyId": name}

    def shares(self, count):
        """Percentages that total 100, in any order."""
        if count == 2 and self.chance(30):
            first = self.random.randrange(10001)
            return [f"{part // 100}.{part % 100:02}" for part in (first, 10000 - first)]
        return self.shuffled(self.random.choice(SHARES[count]))

    # Lines.

    def told_in_parts(self, terms, count):
        """The terms of a group, line by line, where a line may leave to others what they say."""
        lines = [{} for _ in range(count)]
        for name, value in terms.items():
            keeper = self.random.randrange(count)
            for place, line in enumerate(lines):
                if place == keeper:
                    line[name] = value
                elif self.chance(60):
                    line[name] = self.respelled(name, value)
                elif self.chance(25):
                    line[name] = None
        return lines

    def respelled(self, name, value):
        """The same amount, now and then written in another way."""
        if name != "chargeCriteriaValue" or not isinstance(value, str) or self.chance(80):
            return value
        return zeros_added(value)

    def extras(self, line):
        """Fields that have no effect on the charge, and nulls."""
        roll = self.random.randrange(100)
        if roll < 4:
            line["chargeCodeDesc"] = f"{line['chargeCode'].lower()} charge"
        elif roll < 7:
            line["chargeGroup"] = "TRADE"
        elif roll < 10:
            line["chargeType"] = "F"
        elif roll < 15:
            line.setdefault(self.random.choice(NULLABLE), None)
        if "externalPricingApplicable" in line and self.chance(30):
            line["externalPricingConsumerService"] = "PricingService"
        return line

    def line(self, fields, terms, party, share=None):
        line = {**fields, **terms, **party}
        if share is not None:
            line.update({"chargeSharing": "Y", "chargeSharingPct": self.spelled(share)})
        elif self.chance(40):
            line["chargeSharing"] = "N"
        return self.extras(line)

    def shared_lines(self, fields, terms, parties):
        """A group of lines that are priced once."""
        parts = self.told_in_parts(terms, len(parties))
        rows = zip(parts, parties, self.shares(len(parties)))
        return [self.line(fields, part, party, share) for part, party, share in rows]

    def some_parties(self, count):
        """Parties in any order; one group in twelve names none."""
        if self.chance(8):
            return [{}] * count
        return [self.party(name) for name in self.shuffled(PARTIES)[:count]]

    def charge_lines(self, room):
        """A charge of its own: shared, due from each of several parties, or of one line."""
        if self.chance(20):
            terms, price, currency = self.elsewhere_terms()
        else:
            (terms, currency), price = self.rule_terms(), None
        fields = {"chargeCode": self.code(CODES)}
        if price is not None:
            self.external_prices[fields["chargeCode"]] = price
        if self.chance(5):
            # Only a tax, or the criterion, makes a line with a parent code a child.
            fields.update({"parentChargeCode": "PACKAGE", "chargeCategory": "Fee"})
        count = min(self.random.choice([1, 1, 2, 2, 3, 4, 5]), room)
        parties = self.some_parties(count)
        if self.chance(65):
            lines = self.shared_lines(fields, terms, parties)
        else:
            parties = parties[:2]
            lines = [self.line(fields, terms, party) for party in parties]
        return Placed(lines, fields["chargeCode"], [currency] * len(lines))

    # Taxes.

    def tax_fields(self, parent):
        """What makes a line a child: its criterion, its category, or both."""
        last = self.chance(30)
        code = self.code(LAST_TAXES, parent.code) if last else self.code(TAXES)
        fields = {"chargeCode": code, "parentChargeCode": parent.code}
        marks = self.random.randrange(1, 4)
        if marks & 1:
            fields["chargeCriteria"] = "PARENT_CHARGE_CODE"
        elif self.chance(40):
            fields["chargeCriteria"] = "FINANCE_AMOUNT"
        if marks & 2:
            names = ["Tax", "TAX", "tax", "VAT", "gst", "Levy", "CESS", "nbt", "SST"]
            fields["chargeCategory"] = self.random.choice(names)
        if self.chance(10):
            fields["chargeCriteriaValue"] = self.amount(100)
        return fields

    def with_second_parent(self, fields, parent, placed):
        """The fields with a second parent, which each party of the first one pays as well."""
        apart = [other for other in placed if other.code != parent.code
                 and not other.code.startswith(tuple(LAST_TAXES))
                 and len(set(other.parties)) == len(other.parties)
                 and set(parent.parties) <= set(other.parties)
                 and set(other.currencies) == set(parent.currencies)]
        if not apart or len(set(parent.currencies)) > 1 or not self.chance(40):
            return fields
        return {**fields, "parentChargeCode": [parent.code, self.random.choice(apart).code]}

    def same_party(self, parent, place):
        name = parent.parties[place]
        if "partyId" not in parent.lines[place]:
            return {"partyToCharge": name}
        return self.party(name)

    def tax_lines(self, parent, room, placed):
        """A tax on lines that were made, as the parent allows, or None."""
        if parent.code.startswith(tuple(LAST_TAXES)):
            return None
        named = None not in parent.parties and len(set(parent.parties)) == len(parent.parties)
        kinds = []
        if named:
            kinds += ["each", "each", "shared"]
            if len(parent.parties) <= room and len(set(parent.currencies)) == 1:
                kinds.append("document")
        elif len(parent.lines) == 1:
            kinds.append("only")
        elif len(set(parent.currencies)) == 1 and self.chance(80):
            kinds.append("invoice")
        if len(set(parent.currencies)) == 1 and room > 1:
            kinds.append("sum")
        if not kinds:
            return None
        make = {"each": self.tax_of_each, "shared": self.tax_of_each, "only": self.tax_of_only,
                "sum": self.tax_on_sum, "document": self.tax_on_document,
                "invoice": self.tax_on_invoice}
        kind = self.random.choice(kinds)
        fields = self.tax_fields(parent)
        if kind in ("each", "shared"):
            fields = self.with_second_parent(fields, parent, placed)
        return make[kind](fields, parent, room, kind == "shared")

    def tax_of_each(self, fields, parent, room, shared):
        """The tax of some or all parties on what each pays, told apart or as a group."""
        places = self.shuffled(range(len(parent.parties)))[:room]
        if self.chance(25):
            places = places[: self.random.randrange(1, len(places) + 1)]
        shares = self.shares(len(places)) if shared else [None] * len(places)
        same = self.tax_terms(parent.currencies[places[0]]) if self.chance(40) else None
        lines, currencies = [], []
        for place, share in zip(places, shares):
            usable = same and parent.currencies[place] == parent.currencies[places[0]]
            terms, currency = same if usable else self.tax_terms(parent.currencies[place])
            lines.append(self.line(fields, terms, self.same_party(parent, place), share))
            currencies.append(currency)
        return Placed(lines, fields["chargeCode"], currencies)

    def tax_on_document(self, fields, parent, _room, _shared):
        """A tax that is rounded once for all parties of its parent."""
        terms = {"priceRuleId": self.tax_of_document()[0]}
        if "chargeCriteria" in fields:
            terms["chargeCriteria"] = fields["chargeCriteria"]
        places = range(len(parent.parties))
        lines = [self.line(fields, terms, self.same_party(parent, place)) for place in places]
        return Placed(lines, fields["chargeCode"], parent.currencies)

    def tax_on_invoice(self, fields, parent, _room, _shared):
        """A tax on lines that are not told apart by their parties: one line for all of them."""
        terms = {"priceRuleId": self.tax_of_document()[0]}
        if "chargeCriteria" in fields:
            terms["chargeCriteria"] = fields["chargeCriteria"]
        names = set(parent.parties)
        party = self.party(parent.parties[0]) if len(names) == 1 and None not in names else {}
        if self.by_name != ("partyToCharge" in party):
            party = {}
        return Placed([self.line(fields, terms, party)], fields["chargeCode"],
                      parent.currencies[:1])

    def tax_of_only(self, fields, parent, _room, _shared):
        """A tax that names no party, on the only line of its parent."""
        terms, currency = self.tax_terms(parent.currencies[0])
        if self.chance(20) and terms.get("exchangeRate") is None:
            price = self.priced_elsewhere(terms)
            if price is not None:
                self.external_prices[fields["chargeCode"]] = price
        return Placed([self.line(fields, terms, {})], fields["chargeCode"], [currency])

    def tax_on_sum(self, fields, parent, room, _shared):
        """A tax on all that the parent's lines pay, shared by parties of its own."""
        terms, currency = self.tax_terms(parent.currencies[0])
        count = min(self.random.choice([1, 2, 2, 3]), room)
        others = [name for name in PARTIES if name not in parent.parties]
        first = [self.party(self.random.choice(others))]
        # One party that is not among the parents' is enough; the others may be.
        mixed = [name for name in parent.parties if name in PARTIES][: count - 1]
        rest = mixed if self.chance(50) else []
        parties = first + [self.party(name) for name in rest]
        if self.chance(15):
            parties = [{}] * count
        fields = dict(fields)
        if "chargeCriteria" in fields and "chargeCategory" in fields:
            terms = {**terms, "chargeCriteria": fields.pop("chargeCriteria")}
        lines = self.shared_lines(fields, terms, self.shuffled(parties))
        return Placed(lines, fields["chargeCode"], [currency] * len(lines))
