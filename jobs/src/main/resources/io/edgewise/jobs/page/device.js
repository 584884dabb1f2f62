/* ---- the device itself, beside the simulator ---- */

function device(parent, search) {
  if (!search.device.length) {
    return;
  }
  var asked = search.networks.filter(function (n) { return isNumber(n.measured_latency_ms); });
  var made = section(parent, 'device', 'Measured latency: ' + count(asked.length, 'network') + ' ran on the device');
  search.device.forEach(function (line) { made.appendChild(paragraph([foreign(line), '.'])); });
  if (asked.length) {
    behind(made, 'simulated and measured latencies', [
      {name: 'network', value: function (n) { return n.id; }},
      {name: 'trial', value: function (n) { return n.trial; }},
      {name: 'simulated', number: true, value: function (n) { return n.latency_ms; }, show: millis},
      {name: 'measured', number: true, value: function (n) { return n.measured_latency_ms; }, show: millis},
      {name: 'measured/simulated', number: true, first: true, value: function (n) { return n.measured_latency_ms / n.latency_ms; },
        show: function (v) { return v.toFixed(3); }}
    ], asked);
  }
}
