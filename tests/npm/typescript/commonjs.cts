import reckoner = require("ready-reckoner");
import slim = require("ready-reckoner/slim");

const charge: reckoner.DecimalString = reckoner.compile("5C").charge("1");
const start: (module: ArrayBuffer) => void = slim.initSync;
export = { charge, start };
