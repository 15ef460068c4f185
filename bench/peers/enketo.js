// The form in Enketo's engine without one of its widgets; the page is what its transformer makes of the questions.
import { Form } from "enketo-core";
import xml from "./form.xml";

const instance = xml.match(/<instance>[^]*<\/instance>/)[0];
const modelStr = `<model xmlns="http://www.w3.org/2002/xforms">${instance}</model>`;
const form = new Form(document.querySelector("form.or"), { modelStr, instanceStr: null, external: [] }, {});
const faults = form.init();
if (faults.length) throw new Error(faults.join("; "));
document.documentElement.dataset.ready = "yes";
