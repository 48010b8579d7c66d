// Only the widgets that a phone needs; places, ranks and months are our own, without a map of others.

import columns from "enketo-core/src/widget/columns/columns.js";
import draw from "enketo-core/src/widget/draw/draw-widget.js";
import file from "enketo-core/src/widget/file/filepicker.js";
import radio from "enketo-core/src/widget/radio/radiopicker.js";
import range from "enketo-core/src/widget/range/range-widget.js";
import rating from "enketo-core/src/widget/rating/rating.js";
import likert from "enketo-core/src/widget/select-likert/likertitem.js";
import media from "enketo-core/src/widget/select-media/select-media.js";
import autocomplete from "enketo-core/src/widget/select-autocomplete/autocomplete.js";
import table from "enketo-core/src/widget/table/tablewidget.js";
import textarea from "enketo-core/src/widget/textarea/textarea.js";
import month from "../widgets/month.js";
import place from "../widgets/place.js";
import rank from "../widgets/rank.js";

export default [
  radio, columns, likert, media, table, textarea, autocomplete, range, rating, file, draw, month, place, rank,
]; // prettier-ignore
