// Charts of shares. All are drawn by ECharts as SVG; what they show also stands in tables.
const STANCE = 0, SOURCE = 1, MONTH = 2, NAIVE = 3, CORRECTED = 4, LOW = 5, HIGH = 6, COUNT = 7, BY_HAND = 8,
  HAND_ARTICLES = 9, ARTICLES = 10, WITH_STANCE = 11, MONTH_NUMBER = 12;
const ALL = -1, OTHERS = -2;
const FEW = 30; // Fewer paragraphs say little about a share.
const SYMBOLS = ['circle', 'triangle', 'rect', 'diamond'];
const DASHES = ['solid', 'dashed', 'dotted', [8, 3, 2, 3]];
// Okabe and Ito's colours, which colour-blind readers can tell apart; lighter ones on a dark page.
const LIGHT = {text: '#222', faint: '#767676', line: '#ddd', page: '#fff',
  stances: ['#0072b2', '#d55e00', '#00795a', '#767676']};
const DARK = {text: '#e6e6e6', faint: '#9a9a9a', line: '#3a3a3a', page: '#16181b',
  stances: ['#56b4e9', '#f0a04b', '#3ecf9f', '#a8a8a8']};

const dark = matchMedia('(prefers-color-scheme: dark)');
let printing = false;
const colours = () => (dark.matches && !printing ? DARK : LIGHT);

const percent = share => `${(100 * share).toFixed(1)}\u00a0%`;
const words = id => id.replaceAll('_', ' ');
const best = row => row[CORRECTED] ?? row[NAIVE];
const interval = row => (row[LOW] === null ? '' : `, 95 % ${percent(row[LOW])} to ${percent(row[HIGH])}`);
const described = row => `${percent(best(row))}${interval(row)}${row[CORRECTED] === null ? ', counted' : ''}, n ${row[COUNT]}`;

// The stances that charts show: one, or all but 'unrelated', which dwarfs them.
function shownStances(selected) {
  return selected.stance ? [data.stances.indexOf(selected.stance)] : [0, 1, 2];
}

// What charts have in common. The library writes style attributes, which the page's policy forbids; as
// properties they are allowed.
const setAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  if (name === 'style') this.style.cssText = value;
  else setAttribute.call(this, name, value);
};

function draw(place, height, description, option) {
  const of = colours();
  echarts.getInstanceByDom(place)?.dispose();
  place.style.height = `${height}px`;
  const chart = echarts.init(place, null, {renderer: 'svg'});
  chart.setOption({
    animation: false,
    backgroundColor: 'transparent',
    textStyle: {color: of.text, fontFamily: 'system-ui, sans-serif'},
    aria: {enabled: true, label: {description}},
    // As text inside the chart: a tooltip of HTML would need styles that the policy forbids.
    tooltip: {trigger: 'item', renderMode: 'richText', confine: true, backgroundColor: of.page, borderColor: of.line,
      textStyle: {color: of.text}, formatter: point => point.data.said ?? point.seriesName},
    ...option,
  });
}

function axis(name, more) {
  const of = colours();
  return {name, nameLocation: 'middle', nameGap: 30, type: 'value', nameTextStyle: {color: of.faint},
    axisLine: {lineStyle: {color: of.line}}, axisLabel: {color: of.text, hideOverlap: true},
    splitLine: {lineStyle: {color: of.line}}, ...more};
}

const shareAxis = (name, more) =>
  axis(name, {min: 0, axisLabel: {color: colours().text, hideOverlap: true, formatter: v => `${+(100 * v).toFixed(1)} %`}, ...more});

// The name of an upright axis stands above it, level: there is room for words.
const upright = {nameLocation: 'end', nameGap: 12, nameTextStyle: {align: 'left', padding: [0, 0, 0, -40]}};
const legend = names => ({show: names.length > 1, top: 0, right: 0, itemWidth: 12, itemHeight: 12, itemGap: 18,
  textStyle: {color: colours().text}, data: names});

// Whiskers as one line with gaps.
function whiskers(ends, colour) {
  return {type: 'line', data: ends.flatMap(([from, to]) => [from, to, [null, null]]), symbol: 'none', silent: true,
    lineStyle: {color: colour, width: 1.5, opacity: .6}, z: 1, tooltip: {show: false}};
}

// A point: full if the share is corrected, hollow if it is counted, grey if it is of few paragraphs.
function point(at, row, stance, label) {
  const of = colours(), colour = row[COUNT] < FEW ? of.faint : of.stances[stance];
  return {value: at, said: `${label}\n${data.stances[stance]} ${described(row)}`, symbol: SYMBOLS[stance],
    itemStyle: {color: row[CORRECTED] === null ? of.page : colour, borderColor: colour, borderWidth: 1.5}};
}

const monthNumber = month => 12 * +month.slice(0, 4) + +month.slice(5) - 1;
const monthName = number => `${Math.floor(number / 12)}-${String(number % 12 + 1).padStart(2, '0')}`;

// Months between the names on the axis.
const monthStep = (months, most) => [1, 3, 6, 12, 24, 60].find(step => months / step <= most) ?? 120;

// A line that has no part where months are missing or of few paragraphs.
function monthPoints(rows, at, stance) {
  const points = [];
  rows.forEach((row, i) => {
    const before = rows[i - 1];
    const apart = before && (row[MONTH_NUMBER] - before[MONTH_NUMBER] > 1 || row[COUNT] < FEW || before[COUNT] < FEW);
    if (apart) points.push({value: [null, null]});
    points.push(point([at(row), best(row)], row, stance, monthName(row[MONTH_NUMBER])));
  });
  return points;
}

function drawMonths(place, question, selected) {
  const source = data.sources.indexOf(selected.source);
  const rows = data.shares[question].filter(row => row[MONTH] !== ALL)
    .map(row => Object.assign([...row], {[MONTH_NUMBER]: monthNumber(data.months[row[MONTH]])}))
    .sort((a, b) => a[MONTH_NUMBER] - b[MONTH_NUMBER]);
  if (!rows.length) return nothing(place, 'No article has a date.');
  const stances = shownStances(selected), of = colours();
  const first = rows[0][MONTH_NUMBER], last = rows[rows.length - 1][MONTH_NUMBER];
  const step = monthStep(last - first + 1, place.clientWidth / 90);
  const series = stances.flatMap((stance, i) => {
    const mine = rows.filter(row => row[STANCE] === stance && row[SOURCE] === source);
    const at = row => row[MONTH_NUMBER] + (i - (stances.length - 1) / 2) * .16;
    const drawn = [
      {type: 'line', name: data.stances[stance], data: monthPoints(mine, at, stance), symbolSize: 7, z: 3, showAllSymbol: true,
        symbol: SYMBOLS[stance], itemStyle: {color: of.stances[stance]},
        lineStyle: {color: of.stances[stance], type: DASHES[stance], width: 1.5}},
      whiskers(mine.filter(row => row[LOW] !== null).map(row => [[at(row), row[LOW]], [at(row), row[HIGH]]]), of.stances[stance]),
    ];
    return source === ALL ? drawn : [...drawn, allSources(rows.filter(row => row[STANCE] === stance && row[SOURCE] === ALL), stance)];
  });
  draw(place, 300, title(place, 'time', monthsFinding(question, selected, source)), {
    grid: {left: 48, right: 28, top: 48, bottom: 28},
    legend: legend([...stances.map(stance => data.stances[stance]), ...(source === ALL ? [] : ['all sources'])]),
    xAxis: axis('', {min: first - 1, max: last + .5, interval: 1, splitLine: {show: false}, axisTick: {show: false},
      axisLabel: {color: of.text, formatter: v => (v < first || v % step ? '' : step < 12 ? monthName(v) : monthName(v).slice(0, 4))}}),
    yAxis: shareAxis('share of paragraphs', upright),
    series,
  });
  hint(place, rows.filter(row => row[SOURCE] === source && stances.includes(row[STANCE])), source === ALL ? '' : ' Small: all sources.');
}

// The same stance in all sources, to compare a selected one with.
function allSources(rows, stance) {
  const of = colours();
  const points = monthPoints(rows, row => row[MONTH_NUMBER], stance)
    .map(point => ({...point, symbolSize: 3, itemStyle: {color: of.faint}, said: point.said && `all sources, ${point.said}`}));
  return {type: 'line', name: 'all sources', symbol: SYMBOLS[stance], showAllSymbol: true, z: 0, itemStyle: {color: of.faint},
    lineStyle: {color: of.faint, width: 1, type: DASHES[stance]}, data: points};
}

// Counted shares are higher where a stance is rare, so they are not compared with corrected ones.
function comparable(rows) {
  const enough = rows.filter(row => row[COUNT] >= FEW), corrected = enough.filter(row => row[CORRECTED] !== null);
  return (corrected.length > 1 ? corrected : enough.filter(row => row[CORRECTED] === null)).sort((a, b) => best(a) - best(b));
}

const counted = rows => (rows[0][CORRECTED] === null ? ', counted' : '');

// What the marks of a chart mean.
function hint(place, rows, more = '') {
  const few = rows.some(row => row[COUNT] < FEW) ? ` Grey: fewer than ${FEW} paragraphs.` : '';
  place.nextElementSibling.textContent = (rows.every(row => row[CORRECTED] === null)
    ? 'All marks are counted, without correction.' : 'Full marks are corrected, with their 95\u00a0% interval; hollow ones are counted.') + few + more;
}

function monthsFinding(question, selected, source) {
  const stance = shownStances(selected)[0];
  const enough = comparable(data.shares[question].filter(row => row[MONTH] !== ALL && row[SOURCE] === source && row[STANCE] === stance));
  const where = source === ALL ? '' : ` in ${selected.source}`;
  if (!enough.length) return `By month${where}: no month has ${FEW} paragraphs, too few to compare`;
  const low = enough[0], high = enough[enough.length - 1];
  return `By month${where}${counted(enough)}: ${data.stances[stance]} between ${percent(best(low))} (${data.months[low[MONTH]]}) and ${percent(best(high))} (${data.months[high[MONTH]]}), of months with ${FEW} paragraphs or more`;
}

const sourceName = source => (source === OTHERS ? 'other sources' : data.sources[source]);

// The sources that are not listed, together: counted, for what people labelled of them is not known here.
function others(total, listed) {
  const row = [...total];
  row[SOURCE] = OTHERS;
  row[COUNT] = total[COUNT] - listed.reduce((sum, r) => sum + r[COUNT], 0);
  row[NAIVE] = (total[WITH_STANCE] - listed.reduce((sum, r) => sum + r[WITH_STANCE], 0)) / row[COUNT];
  row[CORRECTED] = row[LOW] = row[HIGH] = null;
  return row;
}

function sourceRows(question) {
  const rows = data.shares[question].filter(row => row[MONTH] === ALL);
  return data.stances.flatMap((name, stance) => {
    const mine = rows.filter(row => row[STANCE] === stance && row[SOURCE] !== ALL);
    const total = rows.find(row => row[STANCE] === stance && row[SOURCE] === ALL);
    const rest = total && others(total, mine);
    return rest && rest[COUNT] > 0 ? [...mine, rest] : mine;
  });
}

function drawSources(place, question, selected) {
  const stances = shownStances(selected), of = colours();
  const rows = sourceRows(question);
  if (!rows.length) return nothing(place, 'No source is named.');
  const main = stances[0];
  const order = rows.filter(row => row[STANCE] === main)
    .sort((a, b) => (b[SOURCE] === OTHERS) - (a[SOURCE] === OTHERS) || (a[COUNT] >= FEW) - (b[COUNT] >= FEW) || best(a) - best(b)).map(row => row[SOURCE]);
  const series = [];
  for (const stance of stances) {
    const mine = rows.filter(row => row[STANCE] === stance);
    const shift = (stances.indexOf(stance) - (stances.length - 1) / 2) * -.22;
    const at = row => order.indexOf(row[SOURCE]) + shift;
    series.push({type: 'scatter', name: data.stances[stance], symbolSize: 9, z: 3, itemStyle: {color: of.stances[stance]},
      symbol: SYMBOLS[stance], data: mine.map(row => point([best(row), at(row)], row, stance, sourceName(row[SOURCE])))});
    series.push(whiskers(mine.filter(row => row[LOW] !== null).map(row => [[row[LOW], at(row)], [row[HIGH], at(row)]]),
      of.stances[stance]));
  }
  const count = source => rows.find(row => row[SOURCE] === source && row[STANCE] === main)[COUNT];
  const most = place.clientWidth < 480 ? 14 : 32;
  const short = name => ([...name].length > most ? `${[...name].slice(0, most - 1).join('')}…` : name);
  const labels = order.map(source => `${short(sourceName(source))} (${count(source)})`);
  draw(place, 84 + (stances.length > 1 ? 26 : 20) * order.length, title(place, 'sources', sourcesFinding(rows, main)), {
    legend: legend(stances.map(stance => data.stances[stance])),
    grid: {left: 16 + 7 * Math.max(...labels.map(label => label.length)), right: 20, top: 28, bottom: 50},
    xAxis: shareAxis('share of paragraphs', {splitNumber: place.clientWidth < 480 ? 3 : 5, axisLine: {show: false}, axisTick: {show: false}}),
    yAxis: axis('', {min: -.6, max: order.length - .4, interval: 1, splitLine: {show: false}, axisTick: {show: false},
      axisLabel: {show: false}}),
    series: [...series, {type: 'scatter', symbolSize: 0, silent: true, 
      data: order.map((source, i) => ({value: [0, i], label: {fontWeight: sourceName(source) === selected.source ? 'bold' : 'normal'}})),
      label: {show: true, position: 'left', distance: 8, color: of.text,
        fontSize: 12, formatter: p => labels[p.dataIndex]},
      tooltip: {show: false}}],
  });
  hint(place, rows.filter(row => stances.includes(row[STANCE])));
}

function sourcesFinding(rows, stance) {
  const enough = comparable(rows.filter(row => row[STANCE] === stance && row[SOURCE] !== OTHERS));
  if (enough.length < 2) return `By source: fewer than two sources have ${FEW} paragraphs, too few to compare`;
  const low = enough[0], high = enough[enough.length - 1];
  return `By source${counted(enough)}: ${data.stances[stance]} from ${percent(best(low))} (${data.sources[low[SOURCE]]}) to ${percent(best(high))} (${data.sources[high[SOURCE]]}), of sources with ${FEW} paragraphs or more`;
}

// The finding stands above the chart, and describes it to screen readers.
function title(place, kind, finding) {
  const heading = place.parentElement.querySelector(`[data-title="${kind}"]`);
  heading.textContent = finding;
  return finding;
}

function nothing(place, why) {
  echarts.getInstanceByDom(place)?.dispose();
  place.style.height = 'auto';
  place.textContent = why;
}
