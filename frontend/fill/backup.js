// Answers not yet received, in one file that can be kept elsewhere and opened again.

import { keepAnswer, answersOf, findAnswer, findForm, keepForm } from "./store.js";

const KIND = "teranga-answers";

export async function backupFile(owner) {
  const answers = (await answersOf(owner)).filter((answer) => answer.state !== "received");
  const forms = await Promise.all([...new Set(answers.map((a) => a.md5))].map(findForm));
  const content = {
    kind: KIND,
    saved: new Date().toISOString(),
    forms: forms.filter(Boolean),
    answers: await Promise.all(answers.map(withFilesInText)),
  };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(content)], { type: "application/json" }));
  link.download = `answers-${content.saved.slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export async function restore(file, owner) {
  const content = JSON.parse(await file.text());
  if (content.kind !== KIND) throw new Error("another kind of file");
  for (const form of content.forms) await keepForm(form);
  let n = 0;
  for (const answer of content.answers) {
    // What is on the device may be further on than its copy.
    if (await findAnswer(answer.id)) continue;
    const files = await Promise.all(answer.files.map(backToBlob));
    const known = { ...answer, files, owner: answer.way === "member" ? owner : answer.owner };
    await keepAnswer(known);
    n += 1;
  }
  return n;
}

async function withFilesInText(answer) {
  return { ...answer, files: await Promise.all(answer.files.map(toText)) };
}

const toText = ({ name, blob }) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name, type: blob.type, data: reader.result });
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

function backToBlob({ name, type, data }) {
  const bytes = Uint8Array.from(atob(data.split(",")[1]), (letter) => letter.charCodeAt(0));
  return { name, blob: new Blob([bytes], { type }) };
}
