/** Charts. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { page } from '../microsoft-graph.ts'
import { answer, flag, id, number, oneOf, text, words } from '../schemas.ts'
import { chart, chartName, workbookTool, worksheetId } from './inputs.ts'

const sheet = { worksheet_id: worksheetId }
const one = { ...sheet, chart_name: chartName }
const at = '/worksheets/{worksheet_id}/charts/{chart_name}'

export const chartTools = [
  workbookTool({
    slug: 'EXCEL_LIST_CHARTS',
    name: 'List charts',
    description: 'List the charts of a worksheet.',
    call: 'GET /worksheets/{worksheet_id}/charts',
    path: sheet,
    output: page(chart),
  }),
  workbookTool({
    slug: 'EXCEL_ADD_CHART',
    name: 'Add chart',
    description: 'Draw a chart of the data in a range.',
    call: 'POST /worksheets/{worksheet_id}/charts/add',
    important: true,
    path: sheet,
    body: {
      type: id('Kind of chart.', {
        examples: ['ColumnClustered', 'Line', 'Pie', 'BarClustered', 'XYScatter'],
      }),
      source_data: id('Range with the data, such as A1:B5.'),
      series_by: oneOf(['Auto', 'Columns', 'Rows'], 'What makes a series; Auto if left out.'),
    },
    wire: { source_data: 'sourceData' },
    required: ['type', 'source_data'],
    exec: { body: { seriesBy: 'Auto' } },
    output: chart,
  }),
  workbookTool({
    slug: 'EXCEL_UPDATE_CHART',
    name: 'Update chart',
    description: 'Rename, move or resize a chart.',
    call: `PATCH ${at}`,
    path: one,
    body: {
      name: text('New name.'),
      height: number('Height in points.'),
      width: number('Width in points.'),
      top: number('Distance from the top in points.'),
      left: number('Distance from the left in points.'),
    },
    wire: { top: 'top' },
    output: chart,
  }),
  workbookTool({
    slug: 'EXCEL_LIST_CHART_SERIES',
    name: 'List series',
    description: 'List the data series of a chart.',
    call: `GET ${at}/series`,
    path: one,
    output: page(answer({ name: words })),
  }),
  workbookTool({
    slug: 'EXCEL_GET_CHART_AXIS',
    name: 'Get axis',
    description: 'Read bounds and units of an axis of a chart.',
    call: `GET ${at}/axes/{axis}`,
    path: {
      ...one,
      axis: oneOf(['valueAxis', 'categoryAxis', 'seriesAxis'], 'Which axis.', { default: 'valueAxis' }),
    },
    output: answer({ maximum: {}, minimum: {}, majorUnit: {}, minorUnit: {} }),
  }),
  workbookTool({
    slug: 'EXCEL_GET_CHART_DATA_LABELS',
    name: 'Get data labels',
    description: 'Read which labels the points of a chart have.',
    call: `GET ${at}/dataLabels`,
    path: one,
    output: answer({ position: words, separator: words, showValue: { type: 'boolean' } }),
  }),
  workbookTool({
    slug: 'EXCEL_GET_CHART_LEGEND',
    name: 'Get legend',
    description: 'Read where the legend of a chart is and whether it is shown.',
    call: `GET ${at}/legend`,
    path: one,
    output: answer({ visible: { type: 'boolean' }, position: words, overlay: { type: 'boolean' } }),
  }),
  workbookTool({
    slug: 'EXCEL_UPDATE_CHART_LEGEND',
    name: 'Update legend',
    description: 'Move, show or hide the legend of a chart.',
    call: `PATCH ${at}/legend`,
    path: one,
    body: {
      visible: flag('Whether it is shown.'),
      position: oneOf(['Top', 'Bottom', 'Left', 'Right', 'Corner', 'Custom'], 'Where it is.'),
      overlay: flag('Whether it overlaps the chart.'),
    },
  }),
] satisfies ToolkitInput['tools']
