import { fold } from './tokenize.ts'

/**
 * Verbs and things of apps in other languages, under the English word they are searched by: German, French, Spanish,
 * Portuguese, Italian, Dutch, Swedish, Polish, Russian, Japanese, Chinese, Korean. Words that are also English
 * are left out.
 */
const TABLE = `
send: sende senden schicke schicken verschicke envoyer envoie envoyez enviar envia envía envie inviare invia inviami mandare verstuur stuur sturen skicka wyślij wyslac отправить отправь отправьте 送信 送って 送る 发送 發送 보내기 보내줘 보내
create: erstelle erstellen anlegen créer crée creer créez crear crea criar crie creare maak maken aanmaken skapa utwórz stwórz создать создай 作成 作って 创建 新建 建立 만들기 만들어 생성
add: hinzufügen füge ajouter ajoute añadir añade agregar agrega adicionar adicione aggiungere aggiungi toevoegen voeg dodaj добавить добавь 追加 添加 추가
find: finde suche suchen chercher cherche trouver trouve rechercher buscar busca encontrar encuentra procurar cercare cerca trovare trova zoek zoeken hitta sök znajdź szukaj найти найди поиск 検索 探して 搜索 查找 查询 검색 찾기 찾아
delete: lösche löschen entferne entfernen supprimer supprime effacer eliminar elimina borrar borra excluir apagar eliminare cancella verwijder verwijderen radera usuń удалить удали 削除 删除 刪除 삭제
show: zeige zeigen zeig afficher affiche montrer montre mostrar muestra muéstrame mostre mostra mostrami tonen pokaż показать покажи 表示 見せて 显示 查看 보여줘 표시
list: auflisten liste listar lista elencare elenca lijst lista wylistuj список 一覧 列出 列表 목록
update: aktualisiere aktualisieren ändere ändern bearbeite bearbeiten modifier modifie actualizar actualiza editar edita atualizar atualize modificare modifica aggiornare aggiorna bijwerken wijzig uppdatera zaktualizuj обновить обнови изменить 更新 編集 修改 编辑 수정 업데이트
read: lese lesen lire ler leia leggere leggi lees lezen läs przeczytaj прочитать читать 読む 読んで 读取 阅读 읽기
open: öffne öffnen ouvrir ouvre abrir abre aprire apri openen öppna otwórz открыть открой 開く 打开 열기
download: herunterladen télécharger télécharge descargar descarga baixar baixe scaricare scarica downloaden pobierz скачать скачай ダウンロード 下载 다운로드
upload: hochladen téléverser subir sube carregar caricare carica uploaden prześlij загрузить アップロード 上传 업로드
share: teile teilen freigeben partager partage compartir comparte compartilhar condividere condividi delen dela udostępnij поделиться 共有 分享 共享 공유
reply: antworte antworten répondre réponds responder responde rispondere rispondi beantwoord antwoord svara odpowiedz ответить ответь 返信 回复 답장
close: schließe schließen fermer ferme cerrar cierra fechar chiudere chiudi sluit sluiten stäng zamknij закрыть 閉じる 关闭 닫기
move: verschiebe verschieben déplacer déplace mueve spostare sposta verplaats flytta przenieś переместить 移動 移动 이동
message: nachricht nachrichten mensaje mensajes mensagem mensagens messaggio messaggi bericht berichten meddelande wiadomość сообщение сообщения メッセージ 消息 信息 메시지
email: emails courriel courriels correo correos posta mejl письмо письма почта почту メール 邮件 郵件 이메일 메일
inbox: posteingang postfach bandeja
file: datei dateien fichier fichiers archivo archivos arquivo arquivos ficheiro documento bestand bestanden fil plik файл файлы ファイル 文件 档案 파일
folder: ordner carpeta carpetas cartella cartelle folder папка папку フォルダ フォルダー 文件夹 폴더
document: dokument dokumente documento documentos documenti документ 文書 ドキュメント 文档 문서
page: seite seiten página páginas pagina pagine sida strona strony страница страницу ページ 页面 頁面 페이지
task: aufgabe aufgaben tâche tâches tarea tareas tarefa tarefas compito compiti attività taak uppgift zadanie zadania задача задачу задачи タスク 任务 任務 작업 할일
card: karte karten tarjeta cartão scheda kaart karta карточка カード 卡片 카드
event: ereignis veranstaltung événement évènement evento eventos eventi gebeurtenis afspraak händelse wydarzenie событие イベント 予定 事件 活动 일정 이벤트
meeting: termin termine besprechung réunion réunions reunión reuniones cita reunião riunione vergadering möte spotkanie встреча встречу 会議 ミーティング 会议 회의
calendar: kalender calendrier calendario calendário kalendarz календарь カレンダー 日历 캘린더
contact: kontakt kontakte contacto contactos contato contatos contatto contatti контакт 連絡先 联系人 연락처
customer: kunde kunden cliente clientes clienti klant klanten kund klient клиент 顧客 客户 고객
issue: fehler problème problema probleem проблема 課題 问题 이슈
invoice: rechnung rechnungen facture factures factura facturas fatura fattura fatture factuur faktura счет 請求書 发票 청구서
payment: zahlung zahlungen paiement pago pagos pagamento pagamenti betaling betalning płatność платеж 支払い 付款 결제
order: bestellung bestellungen commande commandes pedido pedidos ordine ordini bestelling beställning zamówienie заказ 注文 订单 주문
product: produkt produkte produit produits producto productos produto produtos prodotto prodotti товар 商品 产品 상품
weather: wetter météo tiempo clima meteo weer väder pogoda погода погоду 天気 天气 날씨
video: vidéo vidéos vídeo vídeos видео 動画 ビデオ 视频 비디오 동영상
channel: kanal kanäle canales canais canale kanaal kanał канал チャンネル 频道 채널
comment: kommentar kommentare commentaire comentario comentário commento opmerking komentarz комментарий コメント 评论 댓글
table: tabelle tableau tabla tabela tabella tabel таблица テーブル 表格 테이블
row: zeile ligne linha riga rij wiersz строка 行
repository: depot dépôt repositorio repositório репозиторий リポジトリ 仓库 저장소
translate: übersetze übersetzen traduire traduis traducir traduce traduzir traduza tradurre traduci vertaal översätt przetłumacz перевести переведи 翻訳 翻译 번역
today: heute hoy hoje oggi vandaag idag dzisiaj сегодня 今日 今天 오늘
tomorrow: morgen demain mañana amanhã domani imorgon jutro завтра 明日 明天 내일
`

/** Grammar of those languages that would only be noise; left out where a word of the table is there too. */
const GRAMMAR = new Set(
  `der die das den dem ein eine einen einem einer im ist mit auf für und von zu mir meine meinen meiner wie wo bitte nach aus
  le la les un une des du dans sur avec pour et mon ma mes est par que au aux chez
  el los las una unos en con por para mi mis del al y es
  o os as um uma no na nos nas com em meu minha e da do
  il lo gli uno nel nella su per di mio mia i
  de het een met naar mijn op voor en van
  på en ett i med min till na w z do moje в на с и мой мою`
    .split(/\s+/)
    .map((word) => fold(word)),
)

const WORDS = new Map<string, string>()
/** Words of scripts without spaces, longest first, so that a longer one is not cut by a shorter inside it. */
const UNSPACED: [string, string][] = []
for (const line of TABLE.trim().split('\n')) {
  const [english = '', foreign = ''] = line.split(': ')
  for (const word of foreign.split(' ').map((text) => fold(text).toLowerCase())) {
    if (/[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/u.test(word))
      UNSPACED.push([word, english])
    else WORDS.set(word, english)
  }
}
UNSPACED.sort(([a], [b]) => b.length - a.length)

const ANY_UNSPACED = new RegExp(UNSPACED.map(([word]) => word).join('|'), 'g')
const UNSPACED_WORDS = new Map(UNSPACED)
const EAST_ASIAN = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]+/gu
const WORD = /[\p{L}\p{N}]+/gu

/**
 * A use case with the words it shares with the table in English. Names and unknown words stay as they are, and so
 * does a text without any word of the table.
 */
export function translate(useCase: string): string {
  const folded = fold(useCase)
  let known = 0
  const spaced = folded.replace(EAST_ASIAN, (run) => {
    const english = run.replace(ANY_UNSPACED, (word) => ` ${UNSPACED_WORDS.get(word) ?? word} `)
    if (english !== run) known++
    return ` ${english} `
  })
  const words = spaced.replace(WORD, (word) => {
    const english = WORDS.get(word.toLowerCase())
    if (english !== undefined) known++
    return english ?? word
  })
  if (known === 0) return useCase
  return words.replace(WORD, (word) => (GRAMMAR.has(word.toLowerCase()) ? ' ' : word))
}
