/* ---- pictures ---- */

function ink() {
  var night = dark.matches;
  return {
    text: night ? '#e6e9ee' : '#1d2430',
    faint: night ? '#a3adba' : '#58616e',
    line: night ? '#3a434f' : '#cdd3db',
    ground: night ? '#1d232b' : '#f5f6f8',
    dots: night ? '#7fa6d6' : '#5b83b5',
    front: night ? '#ff8a75' : '#b0301f'
  };
}

function axis(name, ink, more) {
  var made = {
    name: name,
    nameLocation: 'middle',
    nameGap: 30,
    nameTextStyle: {color: ink.faint},
    axisLabel: {color: ink.faint, hideOverlap: true},
    axisLine: {lineStyle: {color: ink.line}},
    splitLine: {lineStyle: {color: ink.line, opacity: 0.5}}
  };
  Object.keys(more || {}).forEach(function (key) { made[key] = more[key]; });
  return made;
}

/* Lines of text as an element, so that a name in them is never markup. */
function tip(lines) {
  var made = element('div', {'class': 'tip'});
  lines.forEach(function (line) { made.appendChild(element('div', {text: line})); });
  return made;
}

function common(ink) {
  return {
    animation: false,
    textStyle: {color: ink.text},
    grid: {left: 64, right: 24, top: 56, bottom: 56},
    legend: {top: 0, type: 'scroll', textStyle: {color: ink.text}, pageTextStyle: {color: ink.text}},
    tooltip: {
      confine: true,
      backgroundColor: ink.ground,
      borderColor: ink.line,
      textStyle: {color: ink.text}
    }
  };
}

/* A picture is redrawn when its place changes its size, and when day and night change. */
function picture(parent, label, option, className) {
  var place = element('div', {'class': 'picture ' + (className || ''), role: 'img', 'aria-label': label});
  parent.appendChild(place);
  var chart = window.echarts.init(place, null, {renderer: 'canvas'});
  var made = {
    chart: chart,
    place: place,
    draw: function () {
      var colours = ink();
      var all = common(colours);
      var own = option(colours);
      Object.keys(own).forEach(function (key) {
        all[key] = key === 'tooltip' || key === 'grid' || key === 'legend'
          ? Object.assign({}, all[key], own[key]) : own[key];
      });
      chart.setOption(all, true);
    }
  };
  made.draw();
  pictures.push(made);
  if (window.ResizeObserver) {
    new window.ResizeObserver(function () { chart.resize(); }).observe(place);
  }
  return made;
}

function forgetPictures() {
  pictures.forEach(function (made) { made.chart.dispose(); });
  pictures = [];
}

/* ---- tables ---- */

var ROWS_AT_ONCE = 100;

/*
 * A table that sorts by its columns. A column has a name, the value of a row, perhaps how to show it (a text or an
 * element), whether it is a number, and whether the rows are sorted by it first.
 */
function table(caption, columns, rows, rowClass) {
  var state = {column: null, down: false, rows: rows, shown: ROWS_AT_ONCE};
  var body = element('tbody');
  var heads = columns.map(function (column) {
    var button = element('button', {type: 'button', text: column.name});
    var head = element('th', {scope: 'col', 'class': column.number ? 'number' : ''}, [button]);
    button.addEventListener('click', function () {
      state.down = state.column === column ? !state.down : !!column.number;
      state.column = column;
      heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
      head.setAttribute('aria-sort', state.down ? 'descending' : 'ascending');
      fill();
    });
    return head;
  });
  var more = element('button', {type: 'button'});
  more.addEventListener('click', function () {
    state.shown += 10 * ROWS_AT_ONCE;
    fill();
  });

  function compare(a, b) {
    var left = state.column.value(a), right = state.column.value(b);
    var noLeft = left === undefined || left === null, noRight = right === undefined || right === null;
    if (noLeft || noRight) {
      return noLeft - noRight;
    }
    return (left < right ? -1 : left > right ? 1 : 0) * (state.down ? -1 : 1);
  }

  function cell(column, row) {
    var shown = (column.show || function (value) { return value === undefined ? '–' : String(value); })(column.value(row), row);
    var made = element('td', column.number ? {'class': 'number'} : {});
    made.appendChild(typeof shown === 'string' ? foreign(shown) : shown);
    return made;
  }

  function fill() {
    var sorted = state.column ? state.rows.slice().sort(compare) : state.rows;
    clear(body);
    sorted.slice(0, state.shown).forEach(function (row) {
      var marked = rowClass ? rowClass(row) : '';
      body.appendChild(element('tr', marked ? {'class': marked} : {},
        columns.map(function (column) { return cell(column, row); })));
    });
    more.hidden = sorted.length <= state.shown;
    more.textContent = 'Show more of ' + whole(sorted.length) + ' rows';
  }

  columns.forEach(function (column, i) {
    if (column.first) {
      state.column = column;
      state.down = !!column.number;
      heads[i].setAttribute('aria-sort', state.down ? 'descending' : 'ascending');
    }
  });
  fill();
  var made = element('table', {}, [
    element('caption', {text: caption, 'class': 'faint'}),
    element('thead', {}, [element('tr', {}, heads)]),
    body
  ]);
  return {
    node: element('div', {'class': 'scroll', tabindex: '0', role: 'region', 'aria-label': caption}, [made, more]),
    show: function (some) { state.rows = some; state.shown = ROWS_AT_ONCE; fill(); },
    refresh: fill
  };
}

/* The table behind a picture. */
function behind(parent, what, columns, rows) {
  var made = table(what, columns, rows);
  parent.appendChild(element('details', {}, [element('summary', {text: 'The numbers as a table'}), made.node]));
  return made;
}
