const { compile, ReckonerError } = require("ready-reckoner");

test("charges", () => {
  expect(compile("4P*A+20C").charge("1000")).toBe("60.00");
});

test("refuses with its own error", () => {
  expect(() => compile("2.5.6P*10C")).toThrow(ReckonerError);
  expect(() => compile("2.5.6P*10C")).toThrow(expect.objectContaining({ code: "several-points" }));
});

test("names what a hostile text has", () => {
  expect(() => compile("5C+😀")).toThrow("😀");
});
