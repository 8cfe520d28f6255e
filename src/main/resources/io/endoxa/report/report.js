// Starts the page: filters, tables that depend on the source, charts, print.
const KINDS = {
  time: (place, selected) => drawMonths(place, place.dataset.question, selected),
  sources: (place, selected) => drawSources(place, place.dataset.question, selected),
  reliability: drawReliability,
  coverage: drawCoverage,
  precision: place => drawPrecision(place, place.dataset.question),
};

let selected = {question: '', stance: '', source: ''};

function drawCharts() {
  for (const place of all('.chart')) {
    if (place.clientWidth) KINDS[place.dataset.chart](place, selected); // None for what is hidden.
  }
}

// The figures by month, of all sources or of one.
function fillMonths(section) {
  const body = section.querySelector('[data-table="month"] tbody');
  const source = data.sources.indexOf(selected.source);
  body.ofAll ??= [...body.children]; // Articles without a date are among these alone.
  if (source < 0) return body.replaceChildren(...body.ofAll);
  const rows = data.shares[section.dataset.question].filter(row => row[MONTH] !== ALL && row[SOURCE] === source);
  body.replaceChildren(...rows.map(row => {
    const stance = data.stances[row[STANCE]];
    const tr = document.createElement('tr');
    tr.dataset.stance = stance;
    const cells = [data.months[row[MONTH]], stance, row[CORRECTED] === null ? '–' : percent(row[CORRECTED]),
      row[LOW] === null ? '–' : `${percent(row[LOW])} to ${percent(row[HIGH])}`, percent(row[NAIVE]), row[COUNT],
      row[ARTICLES], row[BY_HAND], row[REMARK] < 0 ? '' : data.remarks[row[REMARK]]];
    cells.forEach((text, i) => {
      const cell = document.createElement(i ? 'td' : 'th');
      if (i > 1 && i < 8) cell.className = 'n';
      cell.textContent = text;
      tr.append(cell);
    });
    return tr;
  }));
}

// Frames of the selected source, and of the selected stance.
function fillFrames(section) {
  const table = section.querySelector('[data-table="frames"]');
  if (!table) return;
  const source = data.sources.indexOf(selected.source);
  const rows = data.frames[section.dataset.question].filter(row => source === ALL || row[1] === source);
  const count = (stance, frame) => rows.filter(row => row[0] === stance && row[2] === frame).reduce((sum, row) => sum + row[3], 0);
  for (const tr of table.rows) {
    data.stances.forEach((stance, i) => {
      const cell = tr.cells[i + 1], all = count(i, ALL);
      cell.hidden = excluded(selected.stance, stance);
      if (tr.dataset.frame === undefined) {
        cell.textContent = `${stance} (n ${all})`;
        return;
      }
      const share = all ? count(i, data.frameIds.indexOf(tr.dataset.frame)) / all : 0;
      cell.textContent = all ? percent(share) : '–';
      cell.className = all ? `n s${Math.min(9, Math.floor(10 * share))}${all < FEW ? ' few' : ''}` : 'n';
    });
  }
}

function show() {
  all('section.question').forEach(section => {
    fillMonths(section);
    fillFrames(section);
  });
  narrow(selected);
  if (form) say(selected);
  drawCharts();
}

function followHash() {
  selected = readHash();
  for (const name of NAMES) form.elements[name].value = selected[name];
  show();
}

if (form) {
  form.hidden = false;
  form.addEventListener('change', () => writeHash(Object.fromEntries(NAMES.map(name => [name, form.elements[name].value]))));
  form.addEventListener('reset', event => {
    event.preventDefault();
    writeHash({});
  });
  form.addEventListener('submit', event => event.preventDefault());
  addEventListener('hashchange', () => {
    followHash();
    if (!selected.stance && !selected.source && selected.question) {
      document.getElementById(`question=${selected.question}`).scrollIntoView();
    }
  });
  followHash();
} else {
  show();
}

dark.addEventListener('change', drawCharts);
let width = innerWidth;
addEventListener('resize', () => {
  if (innerWidth !== width) drawCharts();
  width = innerWidth;
});

// On paper every table is open, and colours are those of a light page.
let closed = [];
addEventListener('beforeprint', () => {
  printing = true;
  closed = all('details:not([open])');
  closed.forEach(details => { details.open = true; });
  drawCharts();
});
addEventListener('afterprint', () => {
  printing = false;
  closed.forEach(details => { details.open = false; });
  drawCharts();
});
