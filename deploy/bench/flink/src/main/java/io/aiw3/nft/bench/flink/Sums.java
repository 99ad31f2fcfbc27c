package io.aiw3.nft.bench.flink;

import java.io.IOException;
import java.math.BigDecimal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds the trades of each wallet, and emits its sum at most once in each period: most wallets trade
 * many times in it, and each time would be a row to write.
 */
final class Sums extends KeyedProcessFunction<String, Trade, Volume> {
  private static final long serialVersionUID = 1L;

  private final long periodMillis;
  private transient ValueState<BigDecimal> sum;

  Sums(long periodMillis) {
    this.periodMillis = periodMillis;
  }

  @Override
  public void open(OpenContext context) {
    sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", BigDecimal.class));
  }

  @Override
  public void processElement(Trade trade, Context context, Collector<Volume> out)
      throws IOException {
    BigDecimal before = sum.value();
    sum.update(before == null ? trade.price : before.add(trade.price));
    long now = context.timerService().currentProcessingTime();
    // A timer that is there already is not a second one.
    context.timerService().registerProcessingTimeTimer(now - now % periodMillis + periodMillis);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Volume> out) throws IOException {
    out.collect(new Volume(context.getCurrentKey(), sum.value()));
  }
}
