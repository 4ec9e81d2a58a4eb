"""What programs outside rely on."""

from tests.unit.template.stack import source, texts, translated

CONTRACT = {
    "InboxBucketName",
    "ReceiptsBucketName",
    "PublicBucketName",
    "RecordsTableName",
    "IngestStateMachineArn",
    "ApiUrl",
    "SiteUrl",
}


def test_the_stack_puts_out_what_was_promised() -> None:
    assert translated()["Outputs"].keys() >= CONTRACT


def test_every_output_has_a_value_on_aws_and_on_the_emulator() -> None:
    conditional = {name for name, one in source()["Resources"].items() if one.get("Condition") == "OnAws"}
    for name, output in source()["Outputs"].items():
        value = output["Value"]
        always = value["Fn::If"][2] if "Fn::If" in value else value
        assert not conditional & set(texts(always)), f"{name} would refer to a resource that the emulator lacks"


def test_every_parameter_has_a_default_so_that_one_command_deploys() -> None:
    for name, parameter in source()["Parameters"].items():
        assert "Default" in parameter, name
