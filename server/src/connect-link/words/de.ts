import type { Words } from './en.ts'

export const de: Words = {
  title: '{toolkit} verbinden',
  titleWithError: 'Fehler: {title}',
  asks: '{app} möchte Ihr {toolkit}-Konto verwenden.',
  thisApp: 'Die App, die Sie hierher geschickt hat,',
  user: 'Ihr Benutzer dort',
  alias: 'Gespeichert als',
  signInAt: 'Sie melden sich an bei',
  scopes: 'Was angefragt wird',
  scopesHint: 'Die technischen Namen stammen von {toolkit}.',
  care: 'Fahren Sie nur fort, wenn Sie dies selbst in {app} begonnen haben. Wer Ihnen diesen Link gegeben hat, kann das verbundene Konto danach benutzen.',
  careUnnamed:
    'Fahren Sie nur fort, wenn Sie dies selbst begonnen haben. Wer Ihnen diesen Link gegeben hat, kann das verbundene Konto danach benutzen.',
  continueTo: 'Weiter zu {toolkit}',
  connect: 'Verbinden',
  cancel: 'Abbrechen',
  optional: '(freiwillig)',
  yes: 'Ja',
  no: 'Nein',
  help: 'Wo finde ich das?',
  newTab: '(öffnet einen neuen Tab)',
  check: 'Noch nicht verbunden. Bitte prüfen Sie:',
  enter: 'Bitte ausfüllen: {field}.',
  singleLine: '{field}: nur eine Zeile ist möglich.',
  tooLong: '{field}: die Eingabe ist zu lang.',
  notAccepted: '{toolkit} nimmt diese Eingabe nicht an: {field}. Prüfen Sie, ob Sie alles kopiert haben.',
  refusedKey:
    '{toolkit} hat die Frage, wem der Zugang gehört, abgelehnt. Manche Schlüssel dürfen das nicht fragen: Wenn Sie sicher sind, geben Sie ihn noch einmal ein und wählen Sie „Trotzdem verbinden“.',
  anyway: 'Trotzdem verbinden',
  notConfirmed: '{toolkit} antwortet gerade nicht. Versuchen Sie es in einer Minute noch einmal.',
  wrong: '{field}: die Eingabe ist nicht gültig.',
  apiKey: 'API-Schlüssel',
  token: 'Token',
  userName: 'Benutzername',
  password: 'Passwort',
  keyFile: 'Schlüsseldatei',
  privateKey: 'Privater Schlüssel',
  back: 'Zurück zu {app}',
  backUnnamed: 'Zurück zur App',
  again: 'Noch einmal versuchen',
  languages: 'Sprache',
  connectedTitle: '{toolkit} ist verbunden',
  connectedText: 'Fertig. Sie können diese Seite schließen und dorthin zurückkehren, woher Sie kamen.',
  deniedTitle: '{toolkit} ist nicht verbunden',
  deniedText:
    'Der Zugriff wurde nicht erlaubt, darum wurde nichts verbunden. Wenn Sie es sich anders überlegen, bitten Sie um einen neuen Link.',
  failedTitle: '{toolkit} ist nicht verbunden',
  failedText:
    '{toolkit} hat die Verbindung nicht bestätigt. Bitten Sie um einen neuen Link und versuchen Sie es noch einmal.',
  unreachableTitle: '{toolkit} antwortet nicht',
  unreachableText:
    'Es wurde nichts verbunden, und Ihr Link gilt weiter. Versuchen Sie es in einer Minute noch einmal.',
  unknownTitle: 'Dieser Link funktioniert nicht',
  unknownText:
    'Er ist vielleicht unvollständig oder zu alt. Prüfen Sie, ob Sie ihn ganz geöffnet haben, oder bitten Sie um einen neuen.',
  expiredTitle: 'Dieser Link ist abgelaufen',
  expiredText: 'Links gelten zehn Minuten. Bitten Sie um einen neuen.',
  usedTitle: 'Dieser Link wurde schon benutzt',
  usedText: 'Jeder Link gilt einmal. Wenn Ihr Konto noch nicht verbunden ist, bitten Sie um einen neuen.',
  unavailableTitle: 'Diese Verbindung ist nicht verfügbar',
  unavailableText:
    'Die App, die Sie hierher geschickt hat, hat sie abgeschaltet. Bitte fragen Sie deren Betreiber.',
  overTitle: 'Diese Anmeldung ist vorbei',
  overText:
    'Sie wurde schon abgeschlossen, oder sie dauerte länger als zehn Minuten. Wenn Ihr Konto noch nicht verbunden ist, bitten Sie um einen neuen Link.',
  otherBrowserTitle: 'In einem anderen Browser geöffnet',
  otherBrowserText:
    'Ein Link gilt nur in dem Browser, der ihn zuerst geöffnet hat, darum wurde nichts verbunden. Gehen Sie zurück zu diesem Browser, oder bitten Sie um einen neuen Link. Tun Sie das nur, wenn Sie dies selbst begonnen haben.',
  noCookieTitle: 'Cookies werden gebraucht',
  noCookieText:
    'Ihr Browser hat das Cookie nicht zurückgeschickt, an dem diese Seite ihn erkennt, darum wurde nichts verbunden. Erlauben Sie Cookies für diese Seite und öffnen Sie den Link noch einmal.',
  otherSiteTitle: 'Bitte beginnen Sie noch einmal',
  otherSiteText:
    'Das Formular kam von einer anderen Website. Öffnen Sie den Link, den Sie bekommen haben, und füllen Sie es dort aus.',
  tooOftenTitle: 'Zu oft geöffnet',
  tooOftenText: 'Dieser Link wurde zu oft geöffnet. Bitten Sie um einen neuen.',
  brokenTitle: 'Etwas ist schiefgegangen',
  brokenText:
    'Die Verbindung konnte nicht begonnen werden. Versuchen Sie es noch einmal, oder fragen Sie den Betreiber der App, die Sie hierher geschickt hat.',
}
