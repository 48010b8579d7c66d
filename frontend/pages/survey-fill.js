// The page on which a questionnaire is filled.

import { openAnswer } from "../fill/answer.js";
import { fetchDefinition } from "../fill/definition.js";
import { openDevice } from "../fill/device.js";
import { find, page, show } from "../fill/page.js";
import { say } from "../fill/phrases.js";
import { openShell, send } from "../fill/shell.js";
import { changeAnswer, findAnswer } from "../fill/store.js";

const TRY_AGAIN = 5000;

async function open(md5, answer) {
  const notice = find("fill-notice");
  try {
    const definition = await fetchDefinition(md5);
    openAnswer(definition, answer);
    notice.textContent = "";
    if (md5 !== page.md5) find("fill-problem").textContent = say("newer");
  } catch (error) {
    notice.textContent = error instanceof TypeError ? say("not_here") : say("form_error", { reason: error.message });
  }
}

async function resume({ id }) {
  const answer = await findAnswer(id);
  if (answer.state === "refused") await changeAnswer(id, { state: "draft", message: "" });
  await open(answer.md5, { ...answer, state: "draft" });
}

async function keepDefinition() {
  const notice = find("fill-notice");
  try {
    await fetchDefinition();
    if (document.body.dataset.form === "missing") notice.textContent = "";
    document.body.dataset.form = "kept";
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    notice.textContent = say("not_here");
    document.body.dataset.form = "missing";
    setTimeout(keepDefinition, TRY_AGAIN);
  }
}

async function begin() {
  show(find("fill-actions"), true);
  find("fill-new").addEventListener("click", () => open(page.md5));
  document.addEventListener("answer-finished", send);
  await openDevice({ resume });
  keepDefinition();
  const wanted = new URLSearchParams(location.search).get("answer");
  const answer = wanted && (await findAnswer(wanted));
  if (answer?.state === "draft") await resume(answer);
  await openShell();
}

begin();
