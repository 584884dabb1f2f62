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
      /* Drawn in one go: thousands of points in steps are thousands of pictures. */
      var series = [
        {name: 'outside the limits', type: 'scatter', progressive: 0, symbolSize: 7, itemStyle: {color: ink.line}, data: outside.map(point)},
        {name: 'measured', type: 'scatter', progressive: 0, symbolSize: 9, itemStyle: {color: ink.dots, opacity: 0.8}, data: inside.map(point)},
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

  /* ---- the best networks ---- */

  var WAITS = ['compute', 'parameter stream', 'activation transfer', 'per-operation cost', 'host'];

  function waitColour(bottleneck) {
    var place = WAITS.indexOf(bottleneck);
    return COLOURS[place < 0 ? COLOURS.length - 1 : place];
  }

  /* Neighbouring layers of one block, with what they come to together. */
  function blocks(layers) {
    var made = [];
    layers.forEach(function (layer) {
      var last = made[made.length - 1];
      if (!last || last.name !== layer.block) {
        last = {name: layer.block, layers: [], latency: 0, waits: {}};
        made.push(last);
      }
      last.layers.push(layer);
      last.latency += layer.latency_ms;
      last.waits[layer.bottleneck] = (last.waits[layer.bottleneck] || 0) + layer.latency_ms;
    });
    made.forEach(function (block) {
      block.bottleneck = Object.keys(block.waits).reduce(function (a, b) { return block.waits[b] > block.waits[a] ? b : a; });
    });
    return made;
  }

  function svg(name, properties, text) {
    var made = document.createElementNS(SVG, name);
    Object.keys(properties).forEach(function (key) { made.setAttribute(key, properties[key]); });
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  /* A network from its input down to its output: a box a block, and beside it a bar as long as its latency. */
  function diagram(drawn, label) {
    var all = blocks(drawn.layers);
    var row = 40, width = 360, box = 190, bar = width - box - 12;
    var most = largest(all.map(function (b) { return b.latency; })) || 1;
    var made = svg('svg', {viewBox: '0 0 ' + width + ' ' + (all.length * row), width: '100%', role: 'img', 'aria-label': label});
    all.forEach(function (block, i) {
      var y = i * row;
      var operators = block.layers.map(function (layer) { return layer.operator; }).join(' · ');
      var group = svg('g', {});
      group.appendChild(svg('title', {}, block.name + ': ' + operators + ', ' + millis(block.latency) + ', waits most for ' + block.bottleneck));
      if (i > 0) {
        group.appendChild(svg('line', {x1: box / 2, x2: box / 2, y1: y - 4, y2: y + 2, stroke: 'currentColor'}));
      }
      group.appendChild(svg('rect', {x: 1, y: y + 2, width: box - 2, height: row - 6, rx: 5, fill: 'none', stroke: waitColour(block.bottleneck), 'stroke-width': 2}));
      group.appendChild(svg('text', {x: 8, y: y + 16}, shortened(block.name, 26)));
      group.appendChild(svg('text', {x: 8, y: y + 30, 'class': 'faint', style: 'font-size:10px'}, shortened(operators, 32)));
      group.appendChild(svg('rect', {x: box + 6, y: y + 8, width: Math.max(1, bar * block.latency / most), height: 12, fill: waitColour(block.bottleneck)}));
      group.appendChild(svg('text', {x: box + 6, y: y + 32, 'class': 'faint', style: 'font-size:10px'}, millis(block.latency)));
      made.appendChild(group);
    });
    return made;
  }

  function layerColumns() {
    return [
      {name: 'layer', value: function (l) { return l.name; }},
      {name: 'operator', value: function (l) { return l.operator; }},
      {name: 'latency', number: true, value: function (l) { return l.latency_ms; }, show: millis},
      {name: 'waits most for', value: function (l) { return l.bottleneck; }},
      {name: 'multiply-accumulates', number: true, value: function (l) { return l.macs; }, show: whole},
      {name: 'resident bytes', number: true, value: function (l) { return l.resident_bytes; }, show: whole},
      {name: 'streamed bytes', number: true, value: function (l) { return l.streamed_bytes; }, show: whole}
    ];
  }

  function networkOf(search, id) {
    return search.networks.filter(function (n) { return n.id === id; })[0];
  }

  function diagrams(parent, search) {
    if (!search.diagrams.length) {
      return;
    }
    var slowest = blocks(search.diagrams[0].layers).reduce(function (a, b) { return b.latency > a.latency ? b : a; });
    var made = section(parent, 'networks', 'The best networks of the front, block by block: the best one spends most in '
      + shortened(slowest.name, 60) + ', ' + millis(slowest.latency),
      'By reward. A block is coloured by what it waits for most; its bar is its share of the latency.');
    var key = element('p', {'class': 'faint'});
    WAITS.forEach(function (name) {
      key.appendChild(element('span', {'aria-hidden': 'true', style: 'color:' + waitColour(name), text: '■ '}));
      key.appendChild(document.createTextNode(name + '   '));
    });
    made.appendChild(key);
    var row = element('div', {'class': 'diagrams'});
    search.diagrams.forEach(function (drawn) {
      var network = networkOf(search, drawn.id);
      var title = drawn.id + ': ' + percent(network.accuracy) + ' in ' + millis(network.latency_ms);
      var figure = element('figure', {}, [element('h3', {text: title})]);
      figure.appendChild(diagram(drawn, title));
      behind(figure, 'layers of ' + drawn.id, layerColumns(), drawn.layers);
      row.appendChild(figure);
    });
    made.appendChild(row);
  }

  function memory(parent, search) {
    var drawn = search.diagrams[0];
    if (!drawn) {
      return;
    }
    var layers = drawn.layers.filter(function (l) { return l.resident_bytes + l.streamed_bytes > 0; });
    var resident = sum(layers.map(function (l) { return l.resident_bytes; }));
    var streamed = sum(layers.map(function (l) { return l.streamed_bytes; }));
    if (!(resident + streamed > 0)) {
      return;
    }
    var title = 'Parameter memory of ' + drawn.id + ': ' + kilobytes(resident) + ' stay on the chip, ' + kilobytes(streamed)
      + ' cross the link at every inference';
    var made = section(parent, 'memory', title, 'Layer by layer, in the order of execution.');
    picture(made, title, function (ink) {
      function part(name, key, colour) {
        return {name: name, type: 'bar', stack: 'all', barCategoryGap: '5%', itemStyle: {color: colour},
          data: layers.map(function (l) { return l[key] / 1000; })};
      }
      return {
        grid: {bottom: 96},
        xAxis: axis('', ink, {type: 'category', data: layers.map(function (l) { return shortened(l.name, 30); }),
          axisLabel: {color: ink.faint, rotate: 60, width: 90, overflow: 'truncate', hideOverlap: true}}),
        yAxis: axis('kB', ink, {type: 'value', nameGap: 48}),
        tooltip: {trigger: 'axis', formatter: function (shown) {
          var l = layers[shown[0].dataIndex];
          return tip([l.name + ', ' + l.operator, whole(l.resident_bytes) + ' bytes resident', whole(l.streamed_bytes) + ' bytes streamed']);
        }},
        series: [part('resident', 'resident_bytes', COLOURS[0]), part('streamed', 'streamed_bytes', COLOURS[1])]
      };
    }, 'short');
    behind(made, 'parameter memory by layer', layerColumns(), layers);
  }

  function roofline(parent, search) {
    var points = search.networks.filter(function (n) { return n.macs_per_link_byte > 0 && n.macs_per_second > 0; });
    if (!search.roofline || !points.length) {
      return;
    }
    var roof = search.roofline;
    var best = search.diagrams.length ? networkOf(search, search.diagrams[0].id) : points[0];
    function most(intensity) { return Math.min(roof.peak_macs_per_second, intensity * roof.link_bytes_per_second); }
    function reached(n) { return n.macs_per_second / most(n.macs_per_link_byte); }
    var ridge = roof.peak_macs_per_second / roof.link_bytes_per_second;
    var title = 'Roofline: ' + best.id + ' reaches ' + share(reached(best)) + ' of what ' + (best.macs_per_link_byte < ridge
      ? 'the link lets it' : 'the chip can compute');
    var made = section(parent, 'roofline', title,
      'A network under the slope is held up by the link, one under the flat by the chip. The flat is '
      + fixed(roof.peak_macs_per_second / 1e12, 2) + ' tera multiply-accumulates a second, the slope ' + fixed(roof.link_bytes_per_second / 1e6, 0)
      + ' megabytes a second.');
    picture(made, title, function (ink) {
      var low = Math.min(ridge / 10, smallest(points.map(function (n) { return n.macs_per_link_byte; })) / 2);
      var high = Math.max(ridge * 10, largest(points.map(function (n) { return n.macs_per_link_byte; })) * 2);
      function dot(n) { return {value: [n.macs_per_link_byte, n.macs_per_second / 1e9], network: n}; }
      return {
        xAxis: axis('multiply-accumulates for each byte over the link', ink, {type: 'log', min: low, max: high,
          axisLabel: {color: ink.faint, formatter: function (v) { return Number(v.toPrecision(2)).toLocaleString('en'); }, hideOverlap: true}}),
        yAxis: axis('giga multiply-accumulates a second', ink, {type: 'log', nameGap: 44}),
        tooltip: {trigger: 'item', formatter: function (shown) {
          var n = shown.data.network;
          return tip(n ? [n.id, 'reaches ' + share(reached(n)), fixed(n.macs_per_second / 1e9, 0) + ' giga multiply-accumulates a second',
            fixed(n.macs_per_link_byte, 0) + ' for each byte over the link'] : ['the most that the accelerator can do']);
        }},
        series: [
          {name: 'the most', type: 'line', symbol: 'none', itemStyle: {color: ink.text}, lineStyle: {color: ink.text},
            data: [low, ridge, high].map(function (x) { return [x, most(x) / 1e9]; })},
          {name: 'measured', type: 'scatter', progressive: 0, symbolSize: 8, itemStyle: {color: ink.dots}, data: points.map(dot)},
          {name: 'the best', type: 'scatter', symbol: 'diamond', symbolSize: 16, itemStyle: {color: ink.front},
            data: points.indexOf(best) >= 0 ? [dot(best)] : []}
        ]
      };
    });
    behind(made, 'operations and bytes of each network', [
      {name: 'network', value: function (n) { return n.id; }},
      {name: 'for each byte', number: true, value: function (n) { return n.macs_per_link_byte; }, show: function (v) { return fixed(v, 1); }},
      {name: 'giga a second', number: true, value: function (n) { return n.macs_per_second / 1e9; }, show: function (v) { return fixed(v, 1); }},
      {name: 'of the most', number: true, first: true, value: reached, show: share}
    ], points);
  }

  function changes(parent, search) {
    if (!search.changes.length) {
      return;
    }
    var first = search.changes[0];
    var title = 'What would make ' + search.diagrams[0].id + ' faster: ' + shortened(first.decision, 60) + ' from '
      + shortened(first.from, 30) + ' to ' + shortened(first.to, 30) + ' saves ' + millis(first.saved_ms);
    var made = section(parent, 'faster', title,
      'Each other choice by itself, simulated on the accelerator of the search. What it does to the accuracy only a training tells.');
    var shown = search.changes.slice(0, 12).reverse();
    picture(made, title, function (ink) {
      return {
        grid: {left: 190},
        xAxis: axis('ms saved', ink, {type: 'value'}),
        yAxis: axis('', ink, {type: 'category', data: shown.map(function (c) { return shortened(c.decision + ': ' + c.from + ' → ' + c.to, 60); }),
          axisLabel: {color: ink.text, width: 170, overflow: 'truncate'}}),
        tooltip: {trigger: 'item', formatter: function (item) {
          var c = shown[item.dataIndex];
          return tip([c.decision + ': ' + c.from + ' → ' + c.to, millis(c.latency_ms) + ', ' + millis(c.saved_ms) + ' less']);
        }},
        series: [{name: 'saved', type: 'bar', barMaxWidth: 24, itemStyle: {color: ink.dots}, data: shown.map(function (c) { return c.saved_ms; })}]
      };
    });
    behind(made, 'single changes', [
      {name: 'decision', value: function (c) { return c.decision; }},
      {name: 'from', value: function (c) { return c.from; }},
      {name: 'to', value: function (c) { return c.to; }},
      {name: 'latency', number: true, value: function (c) { return c.latency_ms; }, show: millis},
      {name: 'saved', number: true, value: function (c) { return c.saved_ms; }, show: millis},
      {name: 'on the device', number: true, value: function (c) { return c.parameter_bytes; }, show: kilobytes},
      {name: 'streamed', number: true, value: function (c) { return c.streamed_bytes; }, show: kilobytes}
    ], search.changes);
  }

  /* ---- several searches ---- */

  function comparison(parent, told) {
    var ids = told.standings.map(function (s) { return s.id; });
    function colour(i) { return COLOURS[i % COLOURS.length]; }
    var best = told.standings.reduce(function (a, b) { return b.hypervolume > a.hypervolume ? b : a; });
    var title = 'The fronts over each other: that of ' + best.id + ' covers most';
    var made = section(parent, 'fronts', title, 'Covered is the hypervolume, accuracy times milliseconds, over an accuracy of 0 and '
      + millis(told.reference_ms) + '. It compares what ran on one accelerator with one data set; the settings that differ stand below.');
    picture(made, title, function (ink) {
      return {
        xAxis: axis('simulated latency, ms', ink, {type: 'value', scale: true}),
        yAxis: axis('proxy accuracy, %', ink, {type: 'value', scale: true, nameGap: 44}),
        tooltip: {trigger: 'item', formatter: function (shown) {
          return tip([shown.seriesName].concat(shown.data.network ? networkLines(shown.data.network) : []));
        }},
        series: page.searches.map(function (search, i) {
          var front = search.networks.filter(function (n) { return n.front && isNumber(n.latency_ms); })
            .sort(function (a, b) { return a.latency_ms - b.latency_ms; });
          return {name: search.id, type: 'line', symbolSize: 9, itemStyle: {color: colour(i)}, data: front.map(point)};
        })
      };
    });
    behind(made, 'what each search came to', [
      {name: 'search', value: function (s) { return s.id; }},
      {name: 'on the front', number: true, value: function (s) { return s.front; }, show: whole},
      {name: 'hypervolume', number: true, first: true, value: function (s) { return s.hypervolume; }, show: reward},
      {name: 'trainings', number: true, value: function (s) { return s.trainings; }, show: whole},
      {name: 'best reward', number: true, value: lastRise, show: reward},
      {name: 'trainings to ' + reward(told.common_reward), number: true, value: function (s) { return s.trainings_to_common; }, show: whole}
    ], told.standings);
    race(parent, told, colour);
    if (told.differences.length) {
      section(parent, 'settings', 'Settings that differ: ' + whole(told.differences.length)).appendChild(table('settings that differ', [
        {name: 'setting', value: function (d) { return d.setting; }}
      ].concat(ids.map(function (id, i) { return {name: id, value: function (d) { return d.values[i]; }}; })), told.differences).node);
    }
    if (told.shared.length) {
      section(parent, 'shared', 'The same network in several searches: ' + whole(told.shared.length)).appendChild(table('shared networks', [
        {name: 'network', value: function (n) { return n.id; }}
      ].concat(ids.map(function (id, i) {
        return {name: id + ', accuracy', number: true, value: function (n) { return n.accuracies[i]; }, show: percent};
      })).concat(ids.map(function (id, i) {
        return {name: id + ', latency', number: true, value: function (n) { return n.latencies[i]; }, show: millis};
      })), told.shared).node);
    }
  }

  function lastRise(standing) {
    return standing.rises.length ? standing.rises[standing.rises.length - 1].reward : null;
  }

  function race(parent, told, colour) {
    if (!isNumber(told.common_reward)) {
      return;
    }
    var first = told.standings.reduce(function (a, b) { return b.trainings_to_common < a.trainings_to_common ? b : a; });
    var title = 'Trainings to a reward of ' + reward(told.common_reward) + ', which all reach: ' + first.id + ' took '
      + whole(first.trainings_to_common);
    var made = section(parent, 'race', title, 'The best reward so far, training by training.');
    picture(made, title, function (ink) {
      return {
        xAxis: axis('networks trained', ink, {type: 'value'}),
        yAxis: axis('best reward', ink, {type: 'value', scale: true, nameGap: 44}),
        tooltip: {trigger: 'item', formatter: function (shown) {
          return tip([shown.seriesName, 'training ' + whole(shown.data[0]), 'reward ' + reward(shown.data[1])]);
        }},
        series: told.standings.map(function (s, i) {
          return {name: s.id, type: 'line', step: 'end', symbolSize: 6, itemStyle: {color: colour(i)},
            data: s.rises.map(function (r) { return [r.trainings, r.reward]; }).concat([[s.trainings, lastRise(s)]])};
        })
      };
    });
    behind(made, 'trainings that were better than all before', [
      {name: 'search', value: function (r) { return r.id; }},
      {name: 'trainings', number: true, value: function (r) { return r.trainings; }, show: whole},
      {name: 'best reward', number: true, value: function (r) { return r.reward; }, show: reward}
    ], [].concat.apply([], told.standings.map(function (s) {
      return s.rises.map(function (r) { return {id: s.id, trainings: r.trainings, reward: r.reward}; });
    })));
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
    [diagrams, memory, roofline, changes, rewards, preferences, rejections, times].forEach(function (part) { part(main, search); });
    contents();
  }

  function compare() {
    forgetPictures();
    clear(main);
    comparison(main, page.comparison);
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
      choice.appendChild(element('option', {value: 'all', text: 'all of them, compared'}));
      choice.value = 'all';
      choice.addEventListener('change', function () {
        (choice.value === 'all' ? compare : function () { show(page.searches[Number(choice.value)]); })();
      });
      top.appendChild(element('label', {}, [element('span', {text: 'shown: '}), choice]));
    }
    document.getElementById('foot').textContent = 'Made by edgewise ' + page.edgewise + '. The page fetches nothing and sends nothing.';
    (page.comparison ? compare : function () { show(page.searches[0]); })();
    if (dark.addEventListener) {
      dark.addEventListener('change', function () { pictures.forEach(function (made) { made.draw(); }); });
    }
  }

  start();
})();
