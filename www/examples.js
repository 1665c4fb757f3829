// The texts of the examples, a script of its own that is loaded when one of them is chosen.

import texts from "#examples";

export default texts;
