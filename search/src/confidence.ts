/** A hit at or above this fits more likely than not. */
export const FITS = 0.5

/** Fitted by logistic regression on use cases with and without a right tool (see README). */
const BIAS = -4.5
const SHARE = 5.8
const COSINE = 8.9
/** Not fitted: an app that the use case names and that is there speaks for a tool of it. */
const APP = 3

/**
 * How surely a tool serves a use case at all, 0 to 1: from the share of what the use case's words can gain that the
 * tool gained, from the likeness in meaning, and from whether its app is named (-1 to 1). Unlike the score it does not depend on the other tools.
 */
export function confidenceOf(share: number, cosine: number, app: number): number {
  return 1 / (1 + Math.exp(-(BIAS + SHARE * share + COSINE * cosine + APP * app)))
}
