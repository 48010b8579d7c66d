// How the engine behaves here: no map of others, no gesture that turns a page by accident.

export default {
  experimentalOptimizations: { computeAsync: false },
  excludeNonRelevant: true,
  maps: [],
  googleApiKey: "",
  repeatOrdinals: true,
  validateContinuously: false,
  validatePage: true,
  swipePage: false,
  textMaxChars: 5000,
};
