package io.aiw3.nft.bench.flink;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Drops trades whose id was seen. An id is never forgotten, as the ledger's is not. */
final class FirstOnly extends KeyedProcessFunction<String, Trade, Trade> {
  private static final long serialVersionUID = 1L;

  private transient ValueState<Boolean> seen;

  @Override
  public void open(OpenContext context) {
    seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Boolean.class));
  }

  @Override
  public void processElement(Trade trade, Context context, Collector<Trade> out)
      throws IOException {
    if (seen.value() == null) {
      seen.update(true);
      out.collect(trade);
    }
  }
}
