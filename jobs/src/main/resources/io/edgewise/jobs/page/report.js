/*
 * Draws the report. The data is not trusted: whatever comes from it becomes a text node, an attribute that is no
 * address, or a number; nothing is ever parsed as HTML.
 */
(function () {
  'use strict';

  var page = JSON.parse(document.getElementById('data').textContent);
  var main = document.getElementById('report');
  var dark = window.matchMedia ? window.matchMedia('(prefers-color-scheme: dark)') : {matches: false};
  var SVG = 'http://www.w3.org/2000/svg';
  /* Okabe and Ito's colours, which people with any colour vision tell apart. */
  var COLOURS = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#B8A900', '#888888'];
  var pictures = [];

  /* ---- elements ---- */

  function element(name, properties, children) {
    var made = document.createElement(name);
    Object.keys(properties || {}).forEach(function (key) {
      if (key === 'text') {
        made.textContent = properties[key];
      } else {
        made.setAttribute(key, properties[key]);
      }
    });
    (children || []).forEach(function (child) { made.appendChild(child); });
    return made;
  }

  /* A text from the data: marks of direction in it do not reach what stands around it. */
  function foreign(text) {
    return element('bdi', {text: String(text)});
  }

  function paragraph(parts, className) {
    var made = element('p', className ? {'class': className} : {});
    parts.forEach(function (part) {
      made.appendChild(typeof part === 'string' ? document.createTextNode(part) : part);
    });
    return made;
  }

  function clear(node) {
    while (node.firstChild) {
      node.removeChild(node.firstChild);
    }
  }

  function section(parent, id, title, lead) {
    var heading = element('h2', {id: id + '-title', text: title});
    var made = element('section', {id: id, 'aria-labelledby': id + '-title'}, [heading]);
    if (lead) {
      made.appendChild(paragraph([lead], 'faint'));
    }
    parent.appendChild(made);
    return made;
  }

  /* ---- numbers ---- */

  function isNumber(value) {
    return typeof value === 'number' && isFinite(value);
  }

  function fixed(value, digits) {
    return isNumber(value) ? value.toFixed(digits) : '–';
  }

  function percent(value) { return isNumber(value) ? (100 * value).toFixed(2) + '\u00a0%' : '–'; }
  function millis(value) { return isNumber(value) ? value.toFixed(3) + '\u00a0ms' : '–'; }
  function whole(value) { return isNumber(value) ? value.toLocaleString('en') : '–'; }
  function kilobytes(value) { return isNumber(value) ? whole(Math.round(value / 1000)) + '\u00a0kB' : '–'; }
  function reward(value) { return fixed(value, 4); }
  function share(value) { return isNumber(value) ? (100 * value).toFixed(0) + '\u00a0%' : '–'; }
  function seconds(ms) { return isNumber(ms) ? (ms / 1000).toFixed(1) + ' s' : '–'; }

  function time(text) { return text.replace(/\.\d+Z$/, 'Z').replace('T', ' ').replace('Z', ' UTC'); }

  function count(number, one, many) {
    return whole(number) + ' ' + (number === 1 ? one : many || one + 's');
  }

  function shortened(text, most) {
    return text.length > most ? text.slice(0, most - 1) + '…' : text;
  }

  function known(values) { return values.filter(isNumber); }
  function largest(values) { return known(values).reduce(function (a, b) { return Math.max(a, b); }, -Infinity); }
  function smallest(values) { return known(values).reduce(function (a, b) { return Math.min(a, b); }, Infinity); }
  function sum(values) { return values.reduce(function (a, b) { return a + b; }, 0); }

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

  /* ---- the files of networks ---- */

  function unpack(packed) {
    var letters = window.atob(packed);
    var bytes = new Uint8Array(letters.length);
    for (var i = 0; i < letters.length; i++) {
      bytes[i] = letters.charCodeAt(i);
    }
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).text().then(JSON.parse);
  }

  function offerFile(button, search, network, told) {
    button.addEventListener('click', function () {
      if (!window.DecompressionStream) {
        told.textContent = 'This browser cannot unpack the file; edgewise history export prints it.';
        return;
      }
      unpack(search.files).then(function (files) {
        var link = element('a', {
          href: 'data:application/json;charset=utf-8,' + encodeURIComponent(files[network.id]),
          download: network.id + '.json'
        });
        document.body.appendChild(link);
        link.click();
        document.body.removeChild(link);
        told.textContent = network.id + '.json was handed to the browser.';
      });
    });
  }

  /* A word for a shell: whatever it holds, it stays one word. */
  function word(text) {
    return /^[A-Za-z0-9._\/:@=-]+$/.test(text) ? text : "'" + text.replace(/'/g, "'\\''") + "'";
  }

  function commands(search, network) {
    var file = network.id + '.json';
    var size = '';
    if (search.deployment.resolution) {
      size += ' --resolution ' + search.deployment.resolution;
    }
    if (search.deployment.classes) {
      size += ' --classes ' + search.deployment.classes;
    }
    return [
      '# latency, layer by layer',
      'edgewise predict ' + file + ' --accelerator ' + word(search.accelerator) + size + ' --layers',
      '# Python that trains it in PyTorch (or keras) and saves weights that edgewise quantize takes',
      'edgewise export ' + file + ' --to pytorch' + size + ' --out network.py',
      '# files for devices, with random weights: what it weighs and how fast it is',
      'edgewise export ' + file + size + ' --random-weights --out exported'
    ].join('\n');
  }

  /* ---- the networks: picture, limits, table, the one that is chosen ---- */

  function networkLines(network) {
    return [
      network.id + ' (trial ' + network.trial + ')' + (network.front ? ', on the front' : ''),
      'accuracy ' + percent(network.accuracy),
      'latency ' + millis(network.latency_ms) + ', waits most for ' + network.bottleneck,
      'reward ' + reward(network.reward),
      'parameters ' + whole(network.parameters) + ', ' + kilobytes(network.parameter_bytes) + ' on the device, of them '
        + kilobytes(network.streamed_bytes) + ' streamed'
    ];
  }

  function networkColumns(choose) {
    return [
      {name: 'network', value: function (n) { return n.id; }, show: function (id, n) {
        var button = element('button', {type: 'button', text: id});
        button.addEventListener('click', function () { choose(n, true); });
        return button;
      }},
      {name: 'trial', value: function (n) { return n.trial; }},
      {name: 'accuracy', number: true, value: function (n) { return n.accuracy; }, show: percent},
      {name: 'latency', number: true, value: function (n) { return n.latency_ms; }, show: millis},
      {name: 'reward', number: true, first: true, value: function (n) { return n.reward; }, show: reward},
      {name: 'parameters', number: true, value: function (n) { return n.parameters; }, show: whole},
      {name: 'on the device', number: true, value: function (n) { return n.parameter_bytes; }, show: kilobytes},
      {name: 'streamed', number: true, value: function (n) { return n.streamed_bytes; }, show: kilobytes},
      {name: 'activations a tile', number: true, value: function (n) { return n.activation_bytes; }, show: kilobytes},
      {name: 'energy', number: true, value: function (n) { return n.energy_mj; }, show: function (v) {
        return isNumber(v) ? v.toFixed(2) + ' mJ' : '–';
      }},
      {name: 'waits most for', value: function (n) { return n.bottleneck; }},
      {name: 'front', value: function (n) { return n.front ? 1 : 0; }, show: function (v) { return v ? 'front' : ''; }}
    ];
  }

  function point(network) {
    return {value: [network.latency_ms, 100 * network.accuracy], network: network};
  }

  function frontOption(search, state) {
    return function (ink) {
      var drawn = search.networks.filter(function (n) { return isNumber(n.latency_ms); });
      var inside = drawn.filter(state.keeps);
      var outside = drawn.filter(function (n) { return !state.keeps(n); });
      var front = drawn.filter(function (n) { return n.front; })
        .sort(function (a, b) { return a.latency_ms - b.latency_ms; });
      var series = [
        {name: 'outside the limits', type: 'scatter', symbolSize: 7, itemStyle: {color: ink.line}, data: outside.map(point)},
        {name: 'measured', type: 'scatter', symbolSize: 9, itemStyle: {color: ink.dots, opacity: 0.8}, data: inside.map(point)},
        {name: 'Pareto front', type: 'line', symbol: 'diamond', symbolSize: 12, itemStyle: {color: ink.front},
          lineStyle: {color: ink.front, width: 2}, data: front.map(point)}
      ];
      if (isNumber(search.target_ms)) {
        series[2].markLine = {silent: true, symbol: 'none', lineStyle: {color: ink.faint, type: 'dashed'},
          label: {formatter: 'target ' + search.target_ms + ' ms', color: ink.faint, position: 'end', rotate: 0},
          data: [{xAxis: search.target_ms}]};
      }
      var chosen = state.chosen;
      if (chosen && isNumber(chosen.latency_ms)) {
        series.push({name: 'chosen', type: 'scatter', symbolSize: 18, z: 5, data: [point(chosen)],
          itemStyle: {color: 'transparent', borderColor: ink.text, borderWidth: 3}});
      }
      return {
        xAxis: axis('simulated latency, ms', ink, {type: 'value', scale: true}),
        yAxis: axis('proxy accuracy, %', ink, {type: 'value', scale: true, nameGap: 44}),
        tooltip: {trigger: 'item', formatter: function (shown) {
          return tip(shown.data && shown.data.network ? networkLines(shown.data.network) : [shown.seriesName]);
        }},
        series: series
      };
    };
  }

  function showChosen(parent, search, network) {
    clear(parent);
    if (!network) {
      parent.appendChild(paragraph(['Choose a network in the table or the picture to take it away.'], 'faint'));
      return;
    }
    var facts = element('dl');
    [['accuracy', percent(network.accuracy)], ['latency', millis(network.latency_ms)], ['reward', reward(network.reward)],
      ['trial', network.trial], ['parameters', whole(network.parameters) + ', ' + kilobytes(network.parameter_bytes)
        + ' on the device, ' + kilobytes(network.streamed_bytes) + ' of them streamed'],
      ['waits most for', network.bottleneck]].forEach(function (fact) {
      facts.appendChild(element('dt', {text: fact[0]}));
      facts.appendChild(element('dd', {}, [foreign(fact[1])]));
    });
    var button = element('button', {type: 'button', id: 'take', text: 'Take ' + network.id + '.json away'});
    var told = element('span', {role: 'status', 'class': 'faint'});
    offerFile(button, search, network, told);
    [element('h3', {text: 'The chosen network: ' + network.id}), facts, button, told,
      element('pre', {tabindex: '0', 'aria-label': 'commands for this network', text: commands(search, network)})]
      .forEach(function (node) { parent.appendChild(node); });
  }

  /* A slider over the values that networks have: its steps are theirs, so that none is skipped. */
  function slider(name, values, atMost, show, changed) {
    var steps = known(values).sort(function (a, b) { return atMost ? a - b : b - a; })
      .filter(function (value, i, all) { return i === 0 || value !== all[i - 1]; });
    var last = Math.max(steps.length - 1, 0);
    var input = element('input', {type: 'range', min: '0', max: String(last), step: '1', value: String(last), 'data-limit': name});
    input.value = String(last);
    var words = element('span');
    function tell() {
      var value = steps[Number(input.value)];
      words.textContent = name + (atMost ? ' at most ' : ' at least ') + show(value);
      input.setAttribute('aria-valuetext', show(value));
    }
    input.addEventListener('input', function () { tell(); changed(); });
    tell();
    return {
      node: element('label', {}, [words, input]),
      keeps: function (value) {
        return Number(input.value) === last || (isNumber(value)
          && (atMost ? value <= steps[Number(input.value)] : value >= steps[Number(input.value)]));
      }
    };
  }

  function networks(parent, search) {
    var all = search.networks;
    var front = all.filter(function (n) { return n.front; });
    var inTime = all.filter(function (n) { return n.latency_ms <= search.target_ms; });
    var title = 'Accuracy against latency: ' + count(all.length, 'network') + ' measured, ' + whole(front.length)
      + ' on the front' + (isNumber(search.target_ms) ? ', ' + whole(inTime.length) + ' within the target of ' + search.target_ms + ' ms' : '');
    var made = section(parent, 'front', title,
      'Up and to the left is better: more accurate, and faster. No network beats one on the front in both.');
    var state = {chosen: null, keeps: function (n) {
      return limits[0].keeps(n.latency_ms) && limits[1].keeps(n.parameter_bytes) && limits[2].keeps(n.accuracy)
        && n.id.indexOf(filter.value.trim().toLowerCase()) >= 0;
    }};
    var filter = element('input', {type: 'search', id: 'filter', autocomplete: 'off'});
    var limits = [
      slider('latency', all.map(function (n) { return n.latency_ms; }), true, millis, limited),
      slider('parameter memory', all.map(function (n) { return n.parameter_bytes; }), true, kilobytes, limited),
      slider('accuracy', all.map(function (n) { return n.accuracy; }), false, percent, limited)
    ];
    var controls = element('div', {'class': 'controls'}, limits.map(function (limit) { return limit.node; }));
    controls.appendChild(element('label', {}, [element('span', {text: 'id contains'}), filter]));
    filter.addEventListener('input', limited);
    var told = element('p', {role: 'status', id: 'left'});
    var detail = element('div', {id: 'chosen'});
    var drawing;
    var rows = table('every measured network', networkColumns(choose), all, function (n) { return n === state.chosen ? 'chosen' : ''; });

    function choose(network, fromTable) {
      state.chosen = network;
      showChosen(detail, search, network);
      drawing.draw();
      rows.refresh();
      if (fromTable) {
        detail.querySelector('button').focus();
      }
    }

    function limited() {
      var left = all.filter(state.keeps);
      rows.show(left);
      clear(told);
      var best = left.reduce(function (a, b) { return !a || b.accuracy > a.accuracy ? b : a; }, null);
      told.appendChild(document.createTextNode(best
        ? count(left.length, 'network is', 'networks are') + ' within the limits; the most accurate of them is ' + best.id + ' with '
          + percent(best.accuracy) + ' in ' + millis(best.latency_ms) + '.'
        : 'No network is within the limits.'));
      drawing.draw();
    }

    drawing = picture(made, title, frontOption(search, state));
    drawing.chart.on('click', function (event) {
      if (event.data && event.data.network) {
        choose(event.data.network, false);
      }
    });
    made.appendChild(controls);
    made.appendChild(told);
    if (search.knee) {
      var knee = all.filter(function (n) { return n.id === search.knee; })[0];
      var button = element('button', {type: 'button', id: 'knee', text: 'Choose the knee, ' + knee.id});
      button.addEventListener('click', function () { choose(knee, true); });
      made.appendChild(paragraph(['The knee of the front, from which on accuracy costs more time than before: ', button]));
    }
    made.appendChild(rows.node);
    made.appendChild(detail);
    limited();
    showChosen(detail, search, null);
  }

  /* ---- the way there: rewards, preferences, rejections, time ---- */

  function rewards(parent, search) {
    var points = search.generations.filter(function (g) { return g.rewards; });
    if (!points.length) {
      return;
    }
    var best = largest(points.map(function (g) { return g.rewards.highest; }));
    var first = points.filter(function (g) { return g.rewards.highest === best; })[0];
    var title = 'Reward by generation: the best, ' + reward(best) + ', came in generation ' + first.generation
      + ', the last is ' + search.generations[search.generations.length - 1].generation;
    var made = section(parent, 'rewards', title,
      'Of the networks that each generation trained to the end: the best and the worst, the median, and the middle half as a band.');
    picture(made, title, function (ink) {
      function line(name, key, colour, style) {
        return {name: name, type: 'line', symbolSize: 5, itemStyle: {color: colour}, lineStyle: {color: colour, type: style || 'solid'},
          data: points.map(function (g) { return [g.generation, g.rewards[key]]; })};
      }
      var low = line('lower quartile', 'lower_quartile', ink.dots);
      var band = {name: 'middle half', type: 'line', stack: 'band', symbol: 'none', itemStyle: {color: ink.dots},
        lineStyle: {opacity: 0}, areaStyle: {color: ink.dots, opacity: 0.3}, tooltip: {show: false},
        data: points.map(function (g) { return [g.generation, g.rewards.upper_quartile - g.rewards.lower_quartile]; })};
      low.stack = 'band';
      low.symbol = 'none';
      low.lineStyle = {opacity: 0};
      return {
        xAxis: axis('generation', ink, {type: 'category', data: points.map(function (g) { return g.generation; })}),
        yAxis: axis('reward', ink, {type: 'value', scale: true, nameGap: 44}),
        legend: {data: ['best', 'middle half', 'median', 'worst']},
        tooltip: {trigger: 'axis', formatter: function (shown) {
          var g = points[shown[0].dataIndex];
          return tip(['generation ' + g.generation, 'best ' + reward(g.rewards.highest), 'upper quartile ' + reward(g.rewards.upper_quartile),
            'median ' + reward(g.rewards.median), 'lower quartile ' + reward(g.rewards.lower_quartile), 'worst ' + reward(g.rewards.lowest)]);
        }},
        series: [low, band, line('best', 'highest', ink.front), line('median', 'median', ink.dots),
          line('worst', 'lowest', ink.faint, 'dashed')].map(function (each) {
          each.data = each.data.map(function (pair) { return pair[1]; });
          return each;
        })
      };
    });
    beliefs(made, search);
    behind(made, 'rewards of each generation', [
      {name: 'generation', number: true, value: function (g) { return g.generation; }, show: whole},
      {name: 'proposed', number: true, value: function (g) { return g.proposed; }, show: whole},
      {name: 'measured', number: true, value: function (g) { return g.measured; }, show: whole},
      {name: 'best', number: true, value: function (g) { return g.rewards && g.rewards.highest; }, show: reward},
      {name: 'upper quartile', number: true, value: function (g) { return g.rewards && g.rewards.upper_quartile; }, show: reward},
      {name: 'median', number: true, value: function (g) { return g.rewards && g.rewards.median; }, show: reward},
      {name: 'lower quartile', number: true, value: function (g) { return g.rewards && g.rewards.lower_quartile; }, show: reward},
      {name: 'worst', number: true, value: function (g) { return g.rewards && g.rewards.lowest; }, show: reward},
      {name: 'expected gain', number: true, value: function (g) { return g.expected_gain; }, show: reward},
      {name: 'gain', number: true, value: function (g) { return g.gain; }, show: reward}
    ], search.generations);
  }

  /* What the surrogate believed before each generation's trainings, against what they came to. */
  function beliefs(parent, search) {
    var points = search.generations.filter(function (g) { return isNumber(g.expected_gain) && isNumber(g.gain); });
    if (!points.length) {
      return;
    }
    var title = 'Gain of the best reward: expected ' + reward(sum(points.map(function (g) { return g.expected_gain; })))
      + ' over ' + count(points.length, 'generation') + ', came ' + reward(sum(points.map(function (g) { return g.gain; })));
    parent.appendChild(element('h3', {text: title}));
    picture(parent, title, function (ink) {
      return {
        xAxis: axis('generation', ink, {type: 'category', data: points.map(function (g) { return g.generation; })}),
        yAxis: axis('gain', ink, {type: 'value', nameGap: 44}),
        tooltip: {trigger: 'axis', formatter: function (shown) {
          var g = points[shown[0].dataIndex];
          return tip(['generation ' + g.generation, 'expected ' + reward(g.expected_gain), 'came ' + reward(g.gain)]);
        }},
        series: [
          {name: 'expected', type: 'bar', itemStyle: {color: ink.dots}, data: points.map(function (g) { return g.expected_gain; })},
          {name: 'came', type: 'bar', itemStyle: {color: ink.front}, data: points.map(function (g) { return g.gain; })}
        ]
      };
    }, 'short');
  }

  function preferences(parent, search) {
    var all = search.preferences.filter(function (p) { return p.options.length > 1; });
    if (!all.length) {
      return;
    }
    var made = section(parent, 'choices', 'What the controller prefers: share of each choice, by generation',
      'Of the networks that a generation trained. A decision that other decisions close is counted where it is open.');
    var choice = element('select', {id: 'decision'});
    all.forEach(function (p, i) { choice.appendChild(element('option', {value: String(i), text: shortened(p.decision, 80)})); });
    made.appendChild(element('div', {'class': 'controls'}, [element('label', {}, [element('span', {text: 'decision'}), choice])]));
    var place = element('div');
    made.appendChild(place);
    var drawn;

    function draw() {
      if (drawn) {
        drawn.chart.dispose();
        pictures.splice(pictures.indexOf(drawn), 1);
      }
      clear(place);
      var preference = all[Number(choice.value) || 0];
      var shares = preference.counts.map(function (row) {
        var met = sum(row);
        return row.map(function (n) { return met ? n / met : null; });
      });
      var last = preference.counts.length - 1;
      var top = preference.options[preference.counts[last].indexOf(largest(preference.counts[last]))];
      var title = preference.decision + ': ' + top + ' is chosen most in the last generation';
      place.appendChild(element('h3', {}, [foreign(shortened(title, 300))]));
      drawn = picture(place, shortened(title, 300), function (ink) {
        return {
          xAxis: axis('generation', ink, {type: 'category', data: search.generations.map(function (g) { return g.generation; })}),
          yAxis: axis('share of the trainings, %', ink, {type: 'value', max: 100, nameGap: 44}),
          tooltip: {trigger: 'axis', formatter: function (shown) {
            var at = shown[0].dataIndex;
            return tip(['generation ' + search.generations[at].generation].concat(preference.options.map(function (option, i) {
              return shortened(option, 60) + ': ' + share(shares[at][i]);
            })));
          }},
          series: preference.options.map(function (option, i) {
            return {name: shortened(option, 40), type: 'bar', stack: 'all', barCategoryGap: '10%',
              itemStyle: {color: COLOURS[i % COLOURS.length]},
              data: shares.map(function (row) { return row[i] === null ? null : 100 * row[i]; })};
          })
        };
      }, 'short');
      behind(place, 'share of each choice', [
        {name: 'generation', number: true, value: function (row) { return row.generation; }, show: whole}
      ].concat(preference.options.map(function (option, i) {
        return {name: shortened(option, 40), number: true, value: function (row) { return row.shares[i]; }, show: share};
      })), shares.map(function (row, i) { return {generation: search.generations[i].generation, shares: row}; }));
    }

    choice.addEventListener('change', draw);
    draw();
  }

  function rejections(parent, search) {
    var infeasible = sum(search.generations.map(function (g) { return g.infeasible; }));
    var failed = sum(search.generations.map(function (g) { return g.failed; }));
    if (!search.rejections.length) {
      return;
    }
    var title = 'Rejected and failed: ' + whole(infeasible) + ' of ' + whole(search.proposed) + ' proposals broke a limit, '
      + count(failed, 'training') + ' failed';
    var made = section(parent, 'rejections', title,
      'By reason, among the trials that the history records; of the proposals that break a limit it records some of each generation.');
    var most = search.rejections.slice(0, 12).reverse();
    picture(made, title, function (ink) {
      return {
        grid: {left: 150},
        xAxis: axis('recorded trials', ink, {type: 'value', minInterval: 1}),
        yAxis: axis('', ink, {type: 'category', data: most.map(function (r) { return shortened(r.kind + ': ' + r.reason, 60); }),
          axisLabel: {color: ink.text, width: 130, overflow: 'truncate'}}),
        legend: {show: false},
        tooltip: {trigger: 'item', formatter: function (shown) {
          var r = most[shown.dataIndex];
          return tip([r.kind + ': ' + shortened(r.reason, 200), count(r.count, 'trial'), 'such as: ' + shortened(r.example, 300)]);
        }},
        series: [{type: 'bar', barMaxWidth: 32, itemStyle: {color: ink.dots}, data: most.map(function (r) { return r.count; })}]
      };
    }, 'short');
    behind(made, 'reasons', [
      {name: 'kind', value: function (r) { return r.kind; }},
      {name: 'reason', value: function (r) { return r.reason; }},
      {name: 'recorded trials', number: true, value: function (r) { return r.count; }, show: whole},
      {name: 'such as', value: function (r) { return r.example; }}
    ], search.rejections);
  }

  function busy(g) { return sum(g.hosts.map(function (h) { return h.busy_ms; })); }
  function atOnce(g) { return g.training_ms > 0 ? busy(g) / g.training_ms : null; }
  function longest(g) { return g.hosts.length ? largest(g.hosts.map(function (h) { return h.longest_ms; })) : null; }

  function times(parent, search) {
    var all = search.generations;
    if (!all.length) {
      return;
    }
    var wall = sum(all.map(function (g) { return g.wall_ms; }));
    var training = sum(all.map(function (g) { return g.training_ms; }));
    var most = largest(all.map(atOnce));
    var title = 'Where the time went: ' + seconds(wall) + ', ' + share(wall ? training / wall : null) + ' of it training';
    var made = section(parent, 'time', title,
      'A generation ends when its longest training does: while that one runs, executors that are done wait at the barrier. '
      + 'Trainings at once are their times added up, by the time that they took together; the fullest generation had '
      + fixed(most, 1) + '. The history keeps how long each training took and where, not when it began.');
    picture(made, title, function (ink) {
      function part(name, value, colour) {
        return {name: name, type: 'bar', stack: 'time', itemStyle: {color: colour}, data: all.map(function (g) { return value(g) / 1000; })};
      }
      return {
        grid: {right: 64},
        xAxis: axis('generation', ink, {type: 'category', data: all.map(function (g) { return g.generation; })}),
        yAxis: [axis('seconds', ink, {type: 'value', nameGap: 44}),
          axis('trainings at once', ink, {type: 'value', min: 0, splitLine: {show: false}})],
        tooltip: {trigger: 'axis', formatter: function (shown) {
          var g = all[shown[0].dataIndex];
          return tip(['generation ' + g.generation, seconds(g.wall_ms) + ' in all', 'screening ' + seconds(g.screening_ms),
            'training ' + seconds(g.training_ms), 'trainings at once ' + fixed(atOnce(g), 2), 'longest training ' + seconds(longest(g))]);
        }},
        series: [
          part('screening', function (g) { return g.screening_ms; }, COLOURS[1]),
          part('training', function (g) { return g.training_ms; }, COLOURS[0]),
          part('the rest', function (g) { return Math.max(0, g.wall_ms - g.screening_ms - g.training_ms); }, COLOURS[7]),
          {name: 'trainings at once', type: 'line', yAxisIndex: 1, itemStyle: {color: ink.front}, data: all.map(atOnce)}
        ]
      };
    });
    behind(made, 'times of each generation', [
      {name: 'generation', number: true, value: function (g) { return g.generation; }, show: whole},
      {name: 'in all', number: true, value: function (g) { return g.wall_ms; }, show: seconds},
      {name: 'screening', number: true, value: function (g) { return g.screening_ms; }, show: seconds},
      {name: 'training', number: true, value: function (g) { return g.training_ms; }, show: seconds},
      {name: 'trainings at once', number: true, value: atOnce, show: function (v) { return fixed(v, 2); }},
      {name: 'longest training', number: true, value: longest, show: seconds}
    ], all);
    executors(made, all);
  }

  function executors(parent, generations) {
    var hosts = {};
    generations.forEach(function (g) {
      g.hosts.forEach(function (h) {
        var key = 'host ' + h.host;
        hosts[key] = hosts[key] || {host: h.host, trainings: 0, busy: 0, generations: 0};
        hosts[key].trainings += h.trainings;
        hosts[key].busy += h.busy_ms;
        hosts[key].generations++;
      });
    });
    var rows = Object.keys(hosts).map(function (key) { return hosts[key]; });
    var made = table('executors', [
      {name: 'executor', value: function (h) { return h.host; }},
      {name: 'trainings', number: true, value: function (h) { return h.trainings; }, show: whole},
      {name: 'time of its trainings', number: true, first: true, value: function (h) { return h.busy; }, show: seconds},
      {name: 'generations', number: true, value: function (h) { return h.generations; }, show: whole}
    ], rows);
    parent.appendChild(element('details', {}, [element('summary', {text: count(rows.length, 'executor') + ' as a table'}), made.node]));
  }

  /* ---- the page ---- */

  function nothing(parent, search) {
    section(parent, 'front', 'No network was measured',
      search.proposed > 0
        ? 'The search proposed ' + count(search.proposed, 'network') + ', and none of them came to an accuracy.'
        : 'No generation of the search is committed yet.');
  }

  function show(search) {
    forgetPictures();
    clear(main);
    main.appendChild(paragraph(['Space ', foreign(search.space), ' on ', foreign(search.accelerator), ', started ',
      foreign(time(search.started_at)), '. ' + count(search.proposed, 'network') + ' proposed.'], 'faint'));
    if (search.state) {
      main.appendChild(paragraph(['This search is ', foreign(search.state), '.']));
    }
    (search.networks.length ? networks : nothing)(main, search);
    [rewards, preferences, rejections, times].forEach(function (part) { part(main, search); });
    contents();
  }

  function contents() {
    var list = element('ul');
    Array.prototype.forEach.call(main.querySelectorAll('section'), function (made) {
      list.appendChild(element('li', {}, [element('a', {href: '#' + made.id, text: made.querySelector('h2').textContent.split(':')[0]})]));
    });
    var nav = element('nav', {'aria-label': 'sections'}, [list]);
    main.insertBefore(nav, main.firstChild);
  }

  function start() {
    var ids = page.searches.map(function (search) { return search.id; });
    document.title = 'Edgewise report: ' + shortened(ids.join(', '), 100);
    var top = document.getElementById('top');
    var heading = element('h1');
    heading.appendChild(document.createTextNode(ids.length === 1 ? 'Search ' : 'Searches '));
    heading.appendChild(foreign(ids.join(', ')));
    top.appendChild(heading);
    if (ids.length > 1) {
      var choice = element('select', {id: 'search'});
      ids.forEach(function (id, i) { choice.appendChild(element('option', {value: String(i), text: id})); });
      choice.addEventListener('change', function () { show(page.searches[Number(choice.value)]); });
      top.appendChild(element('label', {}, [element('span', {text: 'shown: '}), choice]));
    }
    document.getElementById('foot').textContent = 'Made by edgewise ' + page.edgewise + '. The page fetches nothing and sends nothing.';
    show(page.searches[0]);
    if (dark.addEventListener) {
      dark.addEventListener('change', function () { pictures.forEach(function (made) { made.draw(); }); });
    }
  }

  start();
})();
