/** Words of grammar: never indexed, never searched. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again against all also am an and any are as at be because been before being below
  between both but by can cannot could d did do does doing don down during each either else etc ever few for
  from further had has have having he her here hers herself him himself his how however i if in into is isn
  it its itself just ll m may me might more most must my myself nor now of off on once only onto or other
  our ours ourselves out over own per re s same shall she should so some such t than that the their theirs
  them themselves then there these they this those through thus to too under until up upon us ve very via
  was we were what whatever when where whether which while who whom whose why will with within without would
  you your yours yourself yourselves yes`.split(/\s+/),
)

/** Words people wrap a request in. They are searched at a small weight: now and then one is the subject. */
export const FILLER_WORDS: ReadonlySet<string> = new Set(
  `please want wanted wants need needs needed like help helps helping let lets looking look interested trying
  try able allow allows using use uses used provide provides give gives given tell make makes sure
  kindly thanks thank hello hi hey assist assistance possible possibly currently really actually
  something someone anything everything thing things way ways kind sort lot many much well good great best
  know wondering curious specific specifically certain particular various different several based related
  regarding concerning relevant available following going planning plan would recently ability
  additionally furthermore moreover finally lastly first firstly second next afterwards also could app apps
  application tool tools api apis function user users`.split(/\s+/),
)
