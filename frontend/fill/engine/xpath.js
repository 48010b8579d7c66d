// The engine's evaluator of expressions.

import OpenRosaXPath from "openrosa-xpath-evaluator";

export default function bind() {
  this.xml.jsEvaluate = OpenRosaXPath().evaluate;
}
