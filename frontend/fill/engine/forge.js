// The XPath engine asks for a large cryptographic library for the sake of `digest()`. No shipped form
// calls it in the browser; the server computes it when it checks the answers.

export default {};
