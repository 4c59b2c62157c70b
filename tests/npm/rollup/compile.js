import { compile } from "ready-reckoner";

document.querySelector("output").textContent = compile("4P*A+20C").charge("1000");
