/** A hit at or above this fits more likely than not. */
export const FITS = 0.5

/**
 * Fitted by logistic regression on use cases with and without a right tool, over 2,207, 12,700, 30,207 and 86,206 tools
 * (see README). Not fitted: an app that the use case names and that is there speaks for a tool of it.
 */
const BIAS = -3.4
const SHARE = 4
const COSINE = 5
const APP = 5

/** The more tools, the likelier that one sounds alike by chance. */
const SIZE = -0.24
const USUAL_SIZE = 2_200

/**
 * How surely a tool serves a use case at all, 0 to 1: from the share of what the use case's words can gain that the
 * tool gained, from the likeness in meaning, from whether its app is named (-1 to 1), and from the number of tools that
 * it was found among. Unlike the score it does not depend on what the other tools are.
 */
export function confidenceOf(share: number, cosine: number, app: number, size: number): number {
  const chance = SIZE * Math.log(Math.max(1, size / USUAL_SIZE))
  return 1 / (1 + Math.exp(-(BIAS + SHARE * share + COSINE * cosine + APP * app + chance)))
}
