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
    'accuracy ' + accuracy(network),
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
    {name: 'accuracy', number: true, value: function (n) { return n.accuracy; }, show: function (v, n) { return accuracy(n); }},
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

/* A known network that was deployed and trained as the search's own were. */
function baselineLines(baseline) {
  return [baseline.name + ', a baseline', 'accuracy ' + accuracy(ofBaseline(baseline)), 'latency ' + millis(baseline.latency_ms),
    'reward ' + reward(baseline.reward)];
}

function ofBaseline(baseline) {
  return {accuracy: baseline.accuracy, accuracy_margin: isNumber(baseline.accuracy_error) ? 1.96 * baseline.accuracy_error : undefined};
}

/* Whether what was found is better than what was known. */
function against(baseline, best) {
  if (!isNumber(baseline.accuracy) || !isNumber(baseline.latency_ms)) {
    return baseline.name + ' could not be measured: ' + shortened(baseline.failure || 'not known', 200) + '.';
  }
  var points = 100 * (best.accuracy - baseline.accuracy);
  var margin = isNumber(baseline.accuracy_error) && isNumber(best.accuracy_margin)
    ? 100 * Math.sqrt(Math.pow(1.96 * baseline.accuracy_error, 2) + Math.pow(best.accuracy_margin, 2)) : null;
  var surely = margin === null ? '' : Math.abs(points) > margin ? ' (±' + margin.toFixed(1) + ')'
    : ' (±' + margin.toFixed(1) + ', so it may be chance)';
  return 'Against ' + baseline.name + ', ' + percent(baseline.accuracy) + ' in ' + millis(baseline.latency_ms) + ': the best network, '
    + best.id + ', is ' + Math.abs(points).toFixed(2) + ' points ' + (points < 0 ? 'less' : 'more') + ' accurate' + surely + ' and takes '
    + fixed(best.latency_ms / baseline.latency_ms, 2) + ' times its time; rewards ' + reward(best.reward) + ' and ' + reward(baseline.reward) + '.';
}

function baselines(parent, search) {
  if (!search.baselines.length) {
    return;
  }
  var rewarded = search.networks.filter(function (n) { return isNumber(n.reward); });
  if (rewarded.length) {
    var best = rewarded.reduce(function (a, b) { return b.reward > a.reward ? b : a; });
    search.baselines.forEach(function (b) { parent.appendChild(paragraph([foreign(against(b, best))])); });
  }
  parent.appendChild(table('baselines: known networks, deployed and trained as the search\'s own', [
    {name: 'network', value: function (b) { return b.name; }},
    {name: 'accuracy', number: true, value: function (b) { return b.accuracy; }, show: function (v, b) { return accuracy(ofBaseline(b)); }},
    {name: 'latency', number: true, value: function (b) { return b.latency_ms; }, show: millis},
    {name: 'reward', number: true, first: true, value: function (b) { return b.reward; }, show: reward},
    {name: 'parameters', number: true, value: function (b) { return b.parameters; }, show: whole},
    {name: 'what went wrong', value: function (b) { return b.failure; }}
  ], search.baselines).node);
}

/* The front of each accelerator of a search for several; the pictures are of the first. */
function fronts(parent, search) {
  search.fronts.forEach(function (front) {
    var within = isNumber(front.target_ms) ? ', target ' + millis(front.target_ms) : '';
    parent.appendChild(table('front on ' + front.accelerator + within, [
      {name: 'network', value: function (n) { return n.id; }},
      {name: 'accuracy', number: true, value: function (n) { return n.accuracy; }, show: function (v, n) { return accuracy(n); }},
      {name: 'latency', number: true, value: function (n) { return n.latency_ms; }, show: millis},
      {name: 'reward there', number: true, first: true, value: function (n) { return n.reward; }, show: reward},
      {name: 'streamed', number: true, value: function (n) { return n.streamed_bytes; }, show: kilobytes},
      {name: 'waits for', value: function (n) { return n.bottleneck; }}
    ], front.networks).node);
  });
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
    var known = search.baselines.filter(function (b) { return isNumber(b.latency_ms) && isNumber(b.accuracy); });
    if (known.length) {
      series.push({name: 'baseline', type: 'scatter', symbol: 'triangle', symbolSize: 14, z: 4, itemStyle: {color: COLOURS[2]},
        label: {show: true, position: 'right', color: ink.text, formatter: function (shown) { return shortened(shown.data.baseline.name, 30); }},
        data: known.map(function (b) { return {value: [b.latency_ms, 100 * b.accuracy], baseline: b}; })});
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
        return tip(shown.data && shown.data.network ? networkLines(shown.data.network)
          : shown.data && shown.data.baseline ? baselineLines(shown.data.baseline) : [shown.seriesName]);
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
  [['accuracy', accuracy(network)], ['latency', millis(network.latency_ms)], ['reward', reward(network.reward)],
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
    var best = left.reduce(function (a, b) {
      return !a || b.accuracy > a.accuracy || (b.accuracy === a.accuracy && b.latency_ms < a.latency_ms) ? b : a;
    }, null);
    told.appendChild(document.createTextNode(best
      ? count(left.length, 'network is', 'networks are') + ' within the limits; the most accurate of them is ' + best.id + ' with '
        + accuracy(best) + ' in ' + millis(best.latency_ms) + '.'
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
  baselines(made, search);
  fronts(made, search);
  made.appendChild(rows.node);
  made.appendChild(detail);
  limited();
  showChosen(detail, search, null);
}
