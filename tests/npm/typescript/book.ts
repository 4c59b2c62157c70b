// A book and its schema, imported as files.

import { calculateCharges, validateBook } from "ready-reckoner";
import schema from "ready-reckoner/book.schema.json";
import type * as types from "ready-reckoner";
import book from "./book.json";

book satisfies types.PriceBookInput;
schema.title satisfies string;
validateBook(book);
calculateCharges({ priceMethods: [] }, book);
