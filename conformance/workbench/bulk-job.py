"""150 mails: each is classified by a model and labelled; they fill a Google Sheet, and a report with a chart goes to Drive."""

import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Image as Picture, PageBreak, Paragraph, SimpleDocTemplate, Table


def must(answer):
    result, error = answer
    if error:
        raise RuntimeError(error)
    return result


mails, token = [], None
while True:
    page = {"max_results": 50, "verbose": False, **({"page_token": token} if token else {})}
    data = must(run_composio_tool("GMAIL_FETCH_EMAILS", page))["data"]
    mails += data["messages"]
    token = data.get("nextPageToken")
    print(len(mails), "read")
    if not token:
        break

labels = {
    kind: must(run_composio_tool("GMAIL_CREATE_LABEL", {"label_name": f"Sorted/{kind}"}))["data"]["id"]
    for kind in ("bill", "meeting", "other")
}


def sort(mail):
    kind = must(invoke_llm(f"Is this a bill, a meeting or other? Answer in a word.\n{mail['subject']}")).strip()
    arguments = {"message_id": mail["messageId"], "add_label_ids": [labels[kind]]}
    must(run_composio_tool("GMAIL_ADD_LABEL_TO_EMAIL", arguments))
    return mail["messageId"], mail["subject"], kind


with ThreadPoolExecutor(16) as pool:
    rows = list(pool.map(sort, mails))
counts = Counter(kind for _, _, kind in rows)

sheet = must(run_composio_tool("GOOGLESHEETS_CREATE_GOOGLE_SHEET1", {"title": "Sorted mail"}))["data"]["spreadsheetId"]
cells = {"spreadsheet_id": sheet, "sheet_name": "Sheet1", "first_cell_location": "A1"}
table = [["id", "subject", "kind"], *map(list, rows)]
must(run_composio_tool("GOOGLESHEETS_BATCH_UPDATE", {**cells, "values": table}))

figure, axes = plt.subplots(figsize=(6, 3))
axes.bar(list(counts), list(counts.values()), color="#3366cc")
axes.set_title("Mails by kind")
figure.savefig("/mnt/files/chart.png", dpi=100)

style = getSampleStyleSheet()
SimpleDocTemplate("/mnt/files/report.pdf", pagesize=A4).build([
    Paragraph("Sorted mail", style["Title"]),
    Paragraph(f"{len(rows)} mails, {counts['bill']} of them bills", style["Normal"]),
    Picture("/mnt/files/chart.png", 400, 200),
    PageBreak(),
    Table([["Subject", "Kind"], *[[subject, kind] for _, subject, kind in rows[:30]]]),
])

kept = must(upload_local_file("/mnt/files/report.pdf"))
given = {"name": "report.pdf", "mimetype": kept["type"], "s3key": kept["s3key"]}
report = must(run_composio_tool("GOOGLEDRIVE_UPLOAD_FILE", {"file_to_upload": given}))["data"]["id"]

{"counts": dict(counts), "labels": labels, "sheet": sheet, "report": report}
