// The form in ODK Web Forms, in a Vue app with nothing else.
import { createApp, h } from "vue";
import { OdkWebForm, webFormsPlugin } from "@getodk/web-forms";
import formXml from "./form.xml";

const form = () => h(OdkWebForm, { formXml, fetchFormAttachment: async () => new Response("", { status: 404 }) });
createApp({ render: form }).use(webFormsPlugin).mount("#app");
