/** Input properties and outputs that several tools of files share. */
import { anyOf } from '../microsoft-graph.ts'
import { answer, anything, count, id, oneOf, text, words } from '../schemas.ts'

export const canReadFiles = anyOf('Files.Read', 'Files.Read.All', 'Files.ReadWrite', 'Files.ReadWrite.All')
export const canWriteFiles = anyOf('Files.ReadWrite', 'Files.ReadWrite.All')
export const canReadSites = anyOf('Sites.Read.All', 'Sites.ReadWrite.All')

export const itemId = id('Id of the file or folder, from ONE_DRIVE_ONEDRIVE_FIND_FILE or a list.')
export const folderId = text('Folder: "root" for the top, or the id of a folder.', { default: 'root' })
export const parentId = id('Id of the folder to put it in; root for the top.')
export const conflict = oneOf(['fail', 'rename', 'replace'], 'What to do when the name is taken.')
export const conflictWire = '@microsoft\\.graph\\.conflictBehavior'

export const driveItem = answer({
  id: words,
  name: words,
  size: count,
  webUrl: words,
  createdDateTime: words,
  lastModifiedDateTime: words,
  parentReference: anything,
  file: anything,
  folder: anything,
})
