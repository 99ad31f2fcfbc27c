package io.aiw3.nft.minting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.minting.domain.SendFailure.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendFailureTest {
  @ParameterizedTest
  @CsvSource({
    // where, code, runtime error, class, another node may answer
    "UNREACHABLE, 0, '', RETRY, true",
    "THROTTLED, 0, '', RETRY, true",
    "NO_ANSWER, 0, '', UNKNOWN, true",
    "GARBAGE, 0, '', UNKNOWN, true",
    "HTTP_STATUS, 429, '', RETRY, true",
    "HTTP_STATUS, 503, '', RETRY, true",
    "HTTP_STATUS, 401, '', RETRY, true",
    "HTTP_STATUS, 403, '', RETRY, true",
    "HTTP_STATUS, 404, '', RETRY, true",
    "HTTP_STATUS, 500, '', UNKNOWN, true",
    "HTTP_STATUS, 502, '', UNKNOWN, true",
    "HTTP_STATUS, 504, '', UNKNOWN, true",
    "HTTP_STATUS, 400, '', RETRY, true",
    "HTTP_STATUS, 413, '', RETRY, true",
    "REJECTED, 429, '', RETRY, true",
    "REJECTED, -32005, '', RETRY, true",
    "REJECTED, -32004, '', RETRY, true",
    "REJECTED, -32016, '', RETRY, true",
    "REJECTED, -32603, '', UNKNOWN, true",
    "REJECTED, -32003, '', PERMANENT, false",
    "REJECTED, -32006, '', PERMANENT, false",
    "REJECTED, -32602, '', PERMANENT, true",
    "REJECTED, -32600, '', PERMANENT, true",
    "REJECTED, -32601, '', RETRY, true",
    "REJECTED, -32001, '', RETRY, true",
    "REJECTED, -32008, '', RETRY, true",
    "REJECTED, -32010, '', RETRY, true",
    "REJECTED, -32011, '', RETRY, true",
    "REJECTED, -32013, '', PERMANENT, true",
    "REJECTED, -32015, '', RETRY, true",
    "REJECTED, -32019, '', RETRY, true",
    "REJECTED, -32021, '', RETRY, true",
    "REJECTED, -32022, '', UNKNOWN, true",
    "REJECTED, -31000, '', UNKNOWN, true",
    "REJECTED, 17, '', UNKNOWN, true",
    "REJECTED, -32002, BlockhashNotFound, RETRY, true",
    "REJECTED, -32002, AlreadyProcessed, ALREADY_PROCESSED, false",
    "REJECTED, -32002, AccountInUse, RETRY, false",
    "REJECTED, -32002, InsufficientFundsForFee, RETRY, false",
    "REJECTED, -32002, InsufficientFundsForRent:account_index:0, RETRY, false",
    "REJECTED, -32002, AccountNotFound, RETRY, false",
    "REJECTED, -32002, WouldExceedMaxBlockCostLimit, RETRY, false",
    "REJECTED, -32002, InstructionError:0:Custom:0, UNKNOWN, false",
    "REJECTED, -32002, InstructionError:2:Custom:0, UNKNOWN, false",
    "REJECTED, -32002, InstructionError:2:Custom:1, RETRY, false",
    "REJECTED, -32002, InstructionError:6:Custom:11, PERMANENT, false",
    "REJECTED, -32002, InstructionError:4:InvalidInstructionData, PERMANENT, false",
    "REJECTED, -32002, SignatureFailure, PERMANENT, false"
  })
  void classifies(Kind kind, int code, String error, ErrorClass expected, boolean elsewhere) {
    SendFailure failure = new SendFailure(kind, code, error, "message");
    assertThat(failure.errorClass()).isEqualTo(expected);
    assertThat(failure.anotherNodeMayAnswer()).isEqualTo(elsewhere);
  }

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, 0, '', NODE",
    "THROTTLED, 0, '', NOTHING",
    "NO_ANSWER, 0, '', NODE",
    "GARBAGE, 0, '', METHOD",
    "HTTP_STATUS, 429, '', METHOD",
    "HTTP_STATUS, 403, '', METHOD",
    "HTTP_STATUS, 502, '', NODE",
    "REJECTED, -32601, '', METHOD",
    "REJECTED, -32019, '', METHOD",
    "REJECTED, -32005, '', NODE",
    "REJECTED, -32015, '', NOTHING",
    "REJECTED, -32016, '', NOTHING",
    "REJECTED, -32602, '', NOTHING",
    "REJECTED, -32002, AccountInUse, NOTHING",
    "REJECTED, -32002, BlockhashNotFound, NOTHING"
  })
  void sparesTheNodeOrTheMethod(Kind kind, int code, String error, SendFailure.Scope expected) {
    assertThat(new SendFailure(kind, code, error, "message").coolDown()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "REJECTED, -32002, InstructionError:0:Custom:0, InstructionError:0:Custom:0",
    "HTTP_STATUS, 429, '', HTTP_STATUS:429",
    "NO_ANSWER, 0, '', NO_ANSWER"
  })
  void hasAStableCode(Kind kind, int code, String error, String expected) {
    assertThat(new SendFailure(kind, code, error, "message").errorCode()).isEqualTo(expected);
  }
}
