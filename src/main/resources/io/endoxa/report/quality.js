// Charts of how good the model is.
const square = place => Math.min(360, place.clientWidth);

function drawReliability(place) {
  const of = colours(), bins = data.quality.reliability;
  if (!bins.length) return nothing(place, 'The model gives no probabilities.');
  const most = Math.max(...bins.map(bin => bin.examples));
  draw(place, square(place), 'Share of labels that are right by confidence, beside the diagonal of a model that is right as often as it says', {
    grid: {left: 56, right: 20, top: 36, bottom: 48},
    xAxis: shareAxis('confidence', {max: 1}),
    yAxis: shareAxis('share that is right', {max: 1, ...upright}),
    series: [
      {type: 'line', data: [[0, 0], [1, 1]], symbol: 'none', silent: true, lineStyle: {color: of.faint, type: 'dashed', width: 1},
        },
      {type: 'line', name: 'model', lineStyle: {color: of.stances[0]}, itemStyle: {color: of.stances[0]},
        data: bins.map(bin => ({value: [bin.confidence, bin.accuracy], symbolSize: 5 + 13 * Math.sqrt(bin.examples / most),
          said: `said ${percent(bin.confidence)}\nright ${percent(bin.accuracy)}, n ${bin.examples}`})), symbol: 'circle'},
    ],
  });
}

function drawCoverage(place) {
  const of = colours(), curves = data.quality.curves;
  if (!curves) return nothing(place, 'No curve is known for this model; the figures below are.');
  draw(place, 300, 'Share of errors among the labels that are kept, the most confident first, by question', {
    grid: {left: 56, right: 20, top: 64, bottom: 48},
    legend: {...legend(curves.questions.map(q => words(q.question))), type: 'scroll', left: 0, pageTextStyle: {color: of.text}},
    xAxis: shareAxis('labels kept, the most confident first', {max: 1}),
    yAxis: shareAxis('errors among them', {...upright}),
    series: curves.questions.map((question, i) => line(words(question.question), question.riskCoverage.map(p => ({value: [p.coverage, p.risk],
      said: `${words(question.question)}\n${percent(p.coverage)} kept, ${percent(p.risk)} wrong`})), i)),
  });
}

function drawPrecision(place, id) {
  const of = colours(), question = data.quality.curves.questions.find(q => q.question === id);
  draw(place, 300, `Precision by recall of each stance, question ${words(id)}`, {
    grid: {left: 56, right: 20, top: 64, bottom: 48},
    legend: legend(data.stances),
    xAxis: shareAxis('recall: found of all that have the stance', {max: 1}),
    yAxis: shareAxis('precision: right of those found', {max: 1, ...upright}),
    series: data.stances.map((stance, i) => line(stance, question.precisionRecall[stance].points.map(p => ({value: [p.recall, p.precision],
      said: `${stance} from probability ${p.threshold.toFixed(2)}\nrecall ${percent(p.recall)}, precision ${percent(p.precision)}`})), i)),
  });
}

function line(name, points, i) {
  const of = colours(), colour = [...of.stances, '#cc79a7', '#56b4e9'][i % 6];
  return {type: 'line', name, data: points, symbolSize: 4, symbol: SYMBOLS[i % 4], itemStyle: {color: colour},
    lineStyle: {color: colour, type: DASHES[i % 4], width: 1.5}};
}
