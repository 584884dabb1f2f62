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
    + fixed(most, 1) + '.');
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
  trainingTimes(made, search.timeline);
}

/* A bar a training, a row a place that can run one at a time; the end of a generation's last one is the barrier. */
function trainingTimes(parent, timeline) {
  var runs = timeline.runs;
  if (!runs.length) {
    parent.appendChild(paragraph(['When trainings ran is not known: this history is of a version that did not keep it, or trained nothing.'], 'faint'));
    return;
  }
  var lanes = timeline.lanes.map(function (lane) { return shortened(lane.host, 30) + ' #' + lane.slot; });
  var zero = runs[0].from_ms;
  var waited = sum(timeline.rounds.map(function (r) { return r.waited_ms; }));
  var busyAll = sum(runs.map(function (r) { return r.busy_ms; }));
  var title = 'When trainings ran: ' + count(runs.length, 'training') + ' in ' + count(lanes.length, 'place') + ', of whose time the barrier took '
    + share(waited + busyAll ? waited / (waited + busyAll) : null);
  parent.appendChild(element('h3', {text: title}));
  parent.appendChild(paragraph(['Every bar is a training, by the clock of its host. A place is as much of an executor as runs one training at a time. '
    + 'A dashed line ends a generation: the places that are done before it wait.'
    + (timeline.untold ? ' ' + count(timeline.untold, 'earlier training') + ' not drawn.' : '')], 'faint'));
  picture(parent, title, function (ink) {
    return {
      grid: {left: 150, right: 24},
      legend: {show: false},
      xAxis: axis('seconds since the first', ink, {type: 'value', min: zero / 1000}),
      yAxis: axis('', ink, {type: 'category', inverse: true, data: lanes, axisLabel: {color: ink.text, width: 130, overflow: 'truncate'}}),
      tooltip: {trigger: 'item', formatter: function (shown) {
        var r = runs[shown.dataIndex];
        return tip(['trial ' + r.trial + (r.failed ? ', failed' : ''), lanes[r.lane], 'after ' + seconds(r.from_ms) + ' for ' + seconds(r.to_ms - r.from_ms),
          'of these ' + seconds(r.busy_ms) + ' at work']);
      }},
      series: [{
        type: 'custom',
        encode: {x: [1, 2], y: 0},
        data: runs.map(function (r) { return [r.lane, r.from_ms / 1000, r.to_ms / 1000]; }),
        renderItem: function (params, api) {
          var from = api.coord([api.value(1), api.value(0)]);
          var to = api.coord([api.value(2), api.value(0)]);
          var height = Math.min(24, 0.7 * api.size([0, 1])[1]);
          var run = runs[params.dataIndex];
          return {
            type: 'rect',
            shape: {x: from[0], y: from[1] - height / 2, width: Math.max(1, to[0] - from[0]), height: height},
            style: {fill: run.failed ? ink.front : COLOURS[run.generation % 2 ? 4 : 0]}
          };
        },
        markLine: {
          silent: true,
          symbol: 'none',
          label: {show: false},
          lineStyle: {color: ink.faint, type: 'dashed'},
          data: timeline.rounds.map(function (r) { return {xAxis: r.to_ms / 1000}; })
        }
      }]
    };
  });
  behind(parent, 'rounds', [
    {name: 'generation', number: true, value: function (r) { return r.generation; }, show: whole},
    {name: 'began after', number: true, value: function (r) { return r.from_ms; }, show: seconds},
    {name: 'took', number: true, value: function (r) { return r.to_ms - r.from_ms; }, show: seconds},
    {name: 'occupancy', number: true, value: function (r) { return r.occupancy; }, show: share},
    {name: 'waited at the barrier', number: true, value: function (r) { return r.waited_ms; }, show: seconds}
  ], timeline.rounds);
  behind(parent, 'trainings in time', [
    {name: 'trial', value: function (r) { return r.trial; }},
    {name: 'place', value: function (r) { return lanes[r.lane]; }},
    {name: 'began after', number: true, value: function (r) { return r.from_ms; }, show: seconds},
    {name: 'ended after', number: true, value: function (r) { return r.to_ms; }, show: seconds},
    {name: 'at work', number: true, value: function (r) { return r.busy_ms; }, show: seconds},
    {name: 'failed', value: function (r) { return r.failed ? 'failed' : ''; }}
  ], runs);
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
