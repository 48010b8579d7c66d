// The engine asks through the browser's own questions: they work everywhere and speak to screen readers.

const text = (content) => content?.message ?? content?.msg ?? String(content);

export default {
  alert: async (content) => window.alert(text(content)),
  confirm: async (content) => window.confirm(text(content)),
  prompt: async (content, byDefault) => window.prompt(text(content), byDefault),
};
